package scrm.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.wecom.WeComException;

/** The smallest service that can go wrong in every way. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(ThingApplication.Things.class)
public class ThingApplication {
    public enum Color {
        RED,
        GREEN
    }

    public record Step(@Min(1) int day) {}

    public record ThingRequest(
            @NotBlank @Size(max = 10) String name,
            @Min(1) int amount,
            UserId owner,
            Instant at,
            Color color,
            @Valid @Size(max = 2) List<@NotNull Step> steps) {}

    public record RowRequest(
            @Pattern(regexp = RowId.PATTERN) String rowId) {}

    public record Thing(String id, UserId owner, long version) {}

    @RestController
    @RequestMapping("/v1/corps/{corpId}/things")
    static class Things {
        private final Map<String, Long> versions = new ConcurrentHashMap<>();

        @GetMapping
        Slice<Integer> list(
                @PathVariable CorpId corpId, @Counted PageRequest page, @RequestParam(defaultValue = "1") int step) {
            int from = page.after() == null ? 0 : (int) page.after().number(0) + step;
            List<Integer> numbers = IntStream.iterate(from, n -> n < 10, n -> n + step)
                    .limit(page.fetchSize())
                    .boxed()
                    .toList();
            Slice<Integer> slice = Slice.of(numbers, page, Cursor::at);
            return page.exactCount() ? slice.withTotal(10) : slice;
        }

        @GetMapping("/{id}")
        ResponseEntity<Thing> get(@PathVariable CorpId corpId, @PathVariable String id) {
            Long version = versions.get(id);
            if (version == null) {
                throw NotFound.of("thing");
            }
            return ETag.ok(version, new Thing(id, new UserId("Lin"), version));
        }

        @PostMapping
        @Answers(HttpStatus.CREATED)
        ResponseEntity<Thing> create(@PathVariable CorpId corpId, @Valid @RequestBody ThingRequest request) {
            versions.put(request.name(), 1L);
            return ETag.created(
                    URI.create("/v1/corps/" + corpId + "/things/" + request.name()),
                    1,
                    new Thing(request.name(), request.owner(), 1));
        }

        @PutMapping("/{id}")
        ResponseEntity<Thing> edit(@PathVariable CorpId corpId, @PathVariable String id, IfMatch ifMatch) {
            Long version = versions.get(id);
            if (version == null) {
                throw NotFound.of("thing");
            }
            ifMatch.check(version);
            versions.put(id, version + 1);
            return ETag.ok(version + 1, new Thing(id, new UserId("Lin"), version + 1));
        }

        @GetMapping("/uncounted")
        Slice<Integer> uncounted(@PathVariable CorpId corpId, PageRequest page) {
            return Slice.of(List.of(1), page, Cursor::at);
        }

        @GetMapping("/rows/{id}")
        RowRequest row(@PathVariable CorpId corpId, @PathVariable long id, @RequestParam(required = false) Long of) {
            return new RowRequest(of + "/" + id);
        }

        @PostMapping("/rows")
        RowRequest row(@PathVariable CorpId corpId, @Valid @RequestBody RowRequest request) {
            return request;
        }

        @GetMapping("/untold")
        ResponseEntity<String> untold(@PathVariable CorpId corpId) {
            return ResponseEntity.accepted().body("later");
        }

        @GetMapping("/by-owner/{owner}")
        UserId owner(@PathVariable CorpId corpId, @PathVariable UserId owner) {
            return owner;
        }

        @GetMapping("/checked")
        int checked(@PathVariable CorpId corpId, @RequestParam @Min(1) int amount, @RequestHeader String need) {
            return amount;
        }

        @GetMapping("/fail/{how}")
        String fail(@PathVariable CorpId corpId, @PathVariable String how) throws Exception {
            throw switch (how) {
                case "conflict" -> Conflict.of("already_published", "plan");
                case "wecom" -> new WeComException(WeComException.Kind.REFUSED, 84061, "refused", null, null);
                case "quota" ->
                    new WeComException(WeComException.Kind.RETRYABLE, 45009, "quota", Duration.ofSeconds(30), null);
                case "secret" -> new WeComException(WeComException.Kind.MISCONFIGURED, 40001, "secret", null, null);
                case "doubt" -> new WeComException(WeComException.Kind.IN_DOUBT, 0, "lost", null, null);
                case "busy" -> new TooManyRequests(Duration.ofMillis(1500));
                case "away" -> new Unavailable(Duration.ofSeconds(7), null);
                default ->
                    how.startsWith("sql")
                            ? new UncategorizedSQLException(
                                    "task",
                                    "SELECT 13800138000",
                                    new SQLException("13800138000", "HY000", Integer.parseInt(how.substring(3))))
                            : new IllegalStateException("phone 13800138000");
            };
        }
    }
}
