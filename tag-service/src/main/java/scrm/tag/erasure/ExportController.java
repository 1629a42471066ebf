package scrm.tag.erasure;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.tag.contact.PersonalData;

/** Shows all that is held about a contact. */
@RestController
class ExportController {
    private final List<PersonalData> data;
    private final Clock clock;

    ExportController(List<PersonalData> data, Clock clock) {
        this.data = List.copyOf(data);
        this.clock = clock;
    }

    /** All of it in one document; of a contact that nobody knows every section is empty. */
    @GetMapping("/v1/corps/{corpId}/external-contacts/{externalUserId}/export")
    ExportView export(@PathVariable CorpId corpId, @PathVariable ExternalUserId externalUserId) {
        Map<String, Object> sections = new TreeMap<>();
        data.forEach(feature -> sections.put(feature.section(), feature.export(corpId, externalUserId)));
        return new ExportView(externalUserId, clock.instant(), sections);
    }

    /**
     * What is held about a contact.
     *
     * @param sections each feature's part, as its own resources show it
     */
    record ExportView(ExternalUserId externalUserId, Instant exportedAt, Map<String, Object> sections) {}
}
