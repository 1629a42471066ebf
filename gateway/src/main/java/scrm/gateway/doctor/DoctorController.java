package scrm.gateway.doctor;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.gateway.doctor.Finding.Status;
import scrm.rest.problem.Languages;

/** How settings and what runs fit together, for whoever operates the system. */
@RestController
class DoctorController {
    private final Doctor doctor;
    private final ResourceBundleMessageSource sentences = new ResourceBundleMessageSource();

    /**
     * All that was looked at.
     *
     * @param status the worst of them
     */
    record Report(String status, List<Line> checks) {
        Report {
            checks = List.copyOf(checks);
        }
    }

    /**
     * One thing.
     *
     * @param name the check's
     * @param status {@code ok}, {@code warn} or {@code fail}
     * @param corpId whose it is, if it is one corp's
     * @param seen what was there
     * @param fix what to do, unless it is fine
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(
            String name,
            String status,
            @Nullable CorpId corpId,
            String seen,
            @Nullable String fix) {}

    DoctorController(Doctor doctor) {
        this.doctor = doctor;
        sentences.setBasename("scrm.gateway.doctor");
        sentences.setDefaultEncoding(StandardCharsets.UTF_8.name());
        sentences.setFallbackToSystemLocale(false);
        sentences.setAlwaysUseMessageFormat(true);
    }

    @GetMapping("/v1/doctor")
    Report examine(@RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String languages) {
        List<Finding> findings = doctor.examine();
        Status worst = findings.stream()
                .map(Finding::status)
                .max(Comparator.naturalOrder())
                .orElse(Status.OK);
        Locale language = Languages.preferred(languages);
        return new Report(
                word(worst),
                findings.stream().map(finding -> line(finding, language)).toList());
    }

    private Line line(Finding finding, Locale language) {
        return new Line(
                finding.check(),
                word(finding.status()),
                finding.corpId(),
                finding.seen(),
                finding.status() == Status.OK
                        ? null
                        : sentences.getMessage(finding.check(), finding.args().toArray(), language));
    }

    private static String word(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
