package scrm.sop.link;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import scrm.events.CorpId;

/** Every corp's links, under their codes. */
interface SaidLinks {
    int CODE_LENGTH = 12;

    /** The code of each, which a link keeps for good. */
    Map<SaidLink, Code> codes(CorpId corpId, Collection<SaidLink> links);

    /** The one contact who has a link followed it. */
    void opened(CorpId corpId, String code);

    /** Somebody followed a link, on a day of the corp's. */
    void openedByAnybody(CorpId corpId, String code, LocalDate day);

    /** Whether the corp has such a plan or message. */
    boolean isThere(CorpId corpId, LinkOrigin.Kind kind, long id);

    /** How often links were followed, in the order of their parts and addresses. */
    List<Followed> followed(CorpId corpId, LinkOrigin.Kind kind, long id);

    /** @param isNew whether nobody had it before */
    record Code(String value, boolean isNew) {}

    /**
     * How often a link was followed.
     *
     * @param links under how many codes it was said: one for all, or one for each contact
     * @param followed how many of these were followed at all
     * @param openings how often, by whomever
     */
    record Followed(String part, String url, long links, long followed, long openings) {}
}
