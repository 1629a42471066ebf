package scrm.channel.scan;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.channel.link.OpenLink;
import scrm.channel.link.WrappedLink;
import scrm.channel.livecode.LiveCode;
import scrm.channel.livecode.PublicCode;
import scrm.channel.livecode.PublicCodes;
import scrm.channel.livecode.ShortCode;
import scrm.channel.scan.ScanPage.Absence;
import scrm.rest.Answers;
import scrm.rest.problem.Languages;

/** The short link that is printed: open to everybody, and in words for people instead of problems. */
@RestController
class ScanController {
    private static final Logger log = LoggerFactory.getLogger(ScanController.class);
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

    private final PublicCodes codes;
    private final OpenLink links;
    private final CountScans countScans;
    private final MeterRegistry meters;

    ScanController(PublicCodes codes, OpenLink links, CountScans countScans, MeterRegistry meters) {
        this.codes = codes;
        this.links = links;
        this.countScans = countScans;
        this.meters = meters;
    }

    /**
     * Shows the QR code of a live code, or leads to where it leads, as a link does that was said to contacts. What a
     * person opens is counted; programs, previews and {@code HEAD} are only answered.
     *
     * @param code the end of the short link
     * @param p the place where this link stands, at most 32 letters, digits, {@code _}, {@code .} and {@code -}
     */
    @GetMapping(value = "/q/{code}", produces = MediaType.TEXT_HTML_VALUE)
    @Answers({HttpStatus.OK, HttpStatus.FOUND, HttpStatus.NOT_FOUND, HttpStatus.GONE, HttpStatus.SERVICE_UNAVAILABLE})
    ResponseEntity<String> open(
            @PathVariable String code, @RequestParam @Nullable String p, HttpServletRequest request) {
        Locale language = Languages.preferred(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        Optional<PublicCode> found;
        Optional<WrappedLink> link;
        try {
            found = ShortCode.parse(code).flatMap(codes::find);
            link = found.isPresent() ? Optional.empty() : ShortCode.parse(code).flatMap(links::find);
        } catch (DataAccessException e) {
            log.warn("A short link could not be looked up: {}", e.getClass().getName());
            return absent(HttpStatus.SERVICE_UNAVAILABLE, Absence.NOT_NOW, language);
        }
        if (link.isPresent()) {
            return lead(link.get(), Visitor.of(request.getMethod(), request::getHeader));
        }
        if (found.isEmpty()) {
            return absent(HttpStatus.NOT_FOUND, Absence.UNKNOWN, language);
        }
        PublicCode live = found.get();
        if (live.status() == LiveCode.Status.ARCHIVED) {
            return absent(HttpStatus.GONE, Absence.GONE, language);
        }
        PublicCode.Target target = live.target();
        if (live.status() != LiveCode.Status.ACTIVE || target == null) {
            return absent(HttpStatus.SERVICE_UNAVAILABLE, Absence.NOT_NOW, language);
        }
        Visitor visitor = Visitor.of(request.getMethod(), request::getHeader);
        if (visitor.person()) {
            countScans.count(live, visitor.device(), Place.of(p));
        }
        opened(visitor.person() ? "counted" : "program");
        return switch (target) {
            case PublicCode.Target.Picture(URI picture) ->
                page(HttpStatus.OK, ScanPage.of(picture, language), language);
            case PublicCode.Target.Page(URI page) ->
                answer(HttpStatus.FOUND).location(page).build();
        };
    }

    /** Whoever opens it is led on, whether it can be told of or not. */
    private ResponseEntity<String> lead(WrappedLink link, Visitor visitor) {
        String outcome = visitor.person() ? "link" : "program";
        if (visitor.person()) {
            try {
                links.opened(link);
            } catch (DataAccessException | TransactionException e) {
                log.warn(
                        "Nobody is told that a link was opened: {}",
                        e.getClass().getName());
                outcome = "untold";
            }
        }
        opened(outcome);
        return answer(HttpStatus.FOUND).location(link.url()).build();
    }

    private ResponseEntity<String> absent(HttpStatus status, Absence absence, Locale language) {
        opened(absence.name().toLowerCase(Locale.ROOT));
        return page(status, ScanPage.of(absence, language), language);
    }

    private void opened(String outcome) {
        meters.counter("scrm.scans", "outcome", outcome).increment();
    }

    private static ResponseEntity<String> page(HttpStatus status, ScanPage page, Locale language) {
        ResponseEntity.BodyBuilder answer = answer(status)
                .contentType(HTML)
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                .header(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag())
                .header("Content-Security-Policy", page.contentSecurityPolicy());
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            answer.header(HttpHeaders.RETRY_AFTER, Long.toString(TRY_AGAIN.toSeconds()));
        }
        return answer.body(page.html());
    }

    /** Each opening is to reach us, and is nobody else's business. */
    private static ResponseEntity.BodyBuilder answer(HttpStatus status) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .header("X-Robots-Tag", "noindex, nofollow")
                .header("Referrer-Policy", "no-referrer");
    }
}
