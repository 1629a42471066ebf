package scrm.sop.rhythm;

import java.time.LocalDate;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.messaging.erasure.ErasedContacts;
import scrm.rest.InvalidRequest;
import scrm.sop.definition.ContactDateField;

/** Keeps dates of contacts, as the company's own systems tell them. */
@Service
class KeepContactDates {
    private static final Pattern NAME = Pattern.compile(ContactDateField.PATTERN);

    private final ContactDates dates;
    private final ErasedContacts erased;

    KeepContactDates(ContactDates dates, ErasedContacts erased) {
        this.dates = dates;
        this.erased = erased;
    }

    Map<String, LocalDate> of(CorpId corpId, ExternalUserId externalUserId) {
        return dates.of(corpId, externalUserId);
    }

    @Transactional
    public void replace(CorpId corpId, ExternalUserId externalUserId, Map<String, LocalDate> named) {
        if (!named.keySet().stream().allMatch(name -> NAME.matcher(name).matches())) {
            throw InvalidRequest.field("dates", "malformed");
        }
        if (erased.has(corpId, externalUserId)) {
            throw InvalidRequest.field("externalUserId", "contact_erased");
        }
        dates.replace(corpId, externalUserId, named);
    }
}
