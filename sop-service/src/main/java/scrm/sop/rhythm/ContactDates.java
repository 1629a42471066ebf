package scrm.sop.rhythm;

import java.time.LocalDate;
import java.util.Map;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;

/** Dates of contacts by their names. */
interface ContactDates {
    Map<String, LocalDate> of(CorpId corpId, ExternalUserId externalUserId);

    void replace(CorpId corpId, ExternalUserId externalUserId, Map<String, LocalDate> dates);
}
