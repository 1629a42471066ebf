package scrm.tag.segment;

import static java.util.stream.Collectors.toSet;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.databind.json.JsonMapper;

import scrm.events.CorpId;
import scrm.events.TagId;
import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;
import scrm.tag.corptag.CorpTagBook;
import scrm.tag.groupchattag.TaggedGroupChats;
import scrm.tag.index.AskAll;
import scrm.tag.index.ContactIndex;
import scrm.tag.index.Question;
import scrm.tag.index.Question.Answer;
import scrm.tag.index.Question.Part;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/**
 * Who is meant by a condition. Other instances are asked with the token of who asks, so that each grants access for
 * itself; what is read is asked by GET and what is written by POST, for that decides which scope is needed.
 */
@Service
class AskSegment {
    private final AskAll all;
    private final ContactIndex own;
    private final CorpTagBook tags;
    private final TaggedGroupChats groupChats;
    private final Corps corps;
    private final Clock clock;
    private final JsonMapper json;

    AskSegment(
            AskAll all,
            ContactIndex own,
            CorpTagBook tags,
            TaggedGroupChats groupChats,
            Corps corps,
            Clock clock,
            JsonMapper json) {
        this.all = all;
        this.own = own;
        this.tags = tags;
        this.groupChats = groupChats;
        this.corps = corps;
        this.clock = clock;
        this.json = json;
    }

    /**
     * How much is asked.
     *
     * @param today in the corp's time zone, the same for all instances
     * @param counted whether a count is wanted
     * @param from the ordinal from which on members are wanted
     * @param limit how many members are wanted
     */
    record Extent(LocalDate today, boolean counted, long from, int limit) {}

    /** What is asked of another instance about a condition that it does not know. */
    record PartRequest(
            @NotNull Condition condition, @NotNull Extent extent) {}

    /** Today, where the corp is. */
    LocalDate today(CorpId corpId) {
        return LocalDate.ofInstant(
                clock.instant(), corps.find(corpId).map(Corp::timezone).orElse(ZoneOffset.UTC));
    }

    /**
     * Refuses what cannot be evaluated.
     *
     * @param path where the condition stands in what the client sent
     * @throws InvalidRequest naming each place and what to write there
     */
    void check(CorpId corpId, String path, Condition condition) {
        List<FieldProblem> problems = new ArrayList<>(condition.problems(path));
        if (problems.isEmpty()) {
            Map<String, TagId> named = new LinkedHashMap<>();
            condition.eachTag(path, named::put);
            Map<TagId, ?> known = named.isEmpty()
                    ? Map.of()
                    : tags.find(corpId, named.values().stream().collect(toSet()));
            named.forEach((field, tagId) -> {
                if (!known.containsKey(tagId)) {
                    problems.add(new FieldProblem(field, "not_found"));
                }
            });
            Map<String, Long> ofGroups = new LinkedHashMap<>();
            condition.eachGroupChatTag(path, ofGroups::put);
            Set<Long> existing = groupChats.existing(corpId, ofGroups.values());
            ofGroups.forEach((field, tagId) -> {
                if (!existing.contains(tagId)) {
                    problems.add(new FieldProblem(field, "not_found"));
                }
            });
        }
        if (!problems.isEmpty()) {
            throw InvalidRequest.fields(problems);
        }
    }

    private Question question(CorpId corpId, Condition condition, Extent extent) {
        return new Question(
                condition.expression(extent.today(), tagId -> groupChats.withAny(corpId, List.of(tagId))),
                extent.counted(),
                extent.from(),
                extent.limit());
    }

    /** What this instance has to say. */
    Part part(CorpId corpId, Condition condition, Extent extent) {
        return own.part(corpId, question(corpId, condition, extent));
    }

    /** Who is meant by a condition; for a request that may write. */
    Answer ask(CorpId corpId, Condition condition, Extent extent) {
        String token = token();
        byte[] body = json.writeValueAsBytes(new PartRequest(condition, extent));
        return all.ask(
                corpId,
                question(corpId, condition, extent),
                url -> request(url, corpId, "/parts", token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(body)));
    }

    /** Who is in a segment; for a request that may read. */
    Answer ask(CorpId corpId, Segment segment, Extent extent) {
        String token = token();
        String path = "/%s/versions/%d/part?today=%s&counted=%s&from=%d&limit=%d"
                .formatted(
                        segment.id(),
                        segment.version(),
                        extent.today(),
                        extent.counted(),
                        extent.from(),
                        extent.limit());
        return all.ask(
                corpId,
                question(corpId, segment.definition(), extent),
                url -> request(url, corpId, path, token).GET());
    }

    private static HttpRequest.Builder request(URI url, CorpId corpId, String path, String token) {
        String corp = URLEncoder.encode(corpId.value(), StandardCharsets.UTF_8);
        return HttpRequest.newBuilder(URI.create(url + "/v1/corps/" + corp + "/segments" + path))
                .header("Authorization", token);
    }

    /** Of the running request; others may not be asked without one. */
    private static String token() {
        return RequestContextHolder.currentRequestAttributes() instanceof ServletRequestAttributes request
                ? Objects.requireNonNullElse(request.getRequest().getHeader("Authorization"), "")
                : "";
    }
}
