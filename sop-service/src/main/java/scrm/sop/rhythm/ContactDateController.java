package scrm.sop.rhythm;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;

@RestController
@RequestMapping("/v1/corps/{corpId}/contact-dates/{externalUserId}")
class ContactDateController {
    private final KeepContactDates keepContactDates;

    ContactDateController(KeepContactDates keepContactDates) {
        this.keepContactDates = keepContactDates;
    }

    @GetMapping
    ContactDates get(@PathVariable CorpId corpId, @PathVariable ExternalUserId externalUserId) {
        return new ContactDates(keepContactDates.of(corpId, externalUserId));
    }

    /** Replaces the dates that are kept for a contact, for WeCom knows none. */
    @PutMapping
    ContactDates put(
            @PathVariable CorpId corpId,
            @PathVariable ExternalUserId externalUserId,
            @Valid @RequestBody ContactDates request) {
        keepContactDates.replace(corpId, externalUserId, request.dates());
        return request;
    }

    /** @param dates by name, for example {@code birthday}; a name has lower-case letters, digits and underscores */
    record ContactDates(@NotNull @Size(max = 20) Map<String, LocalDate> dates) {}
}
