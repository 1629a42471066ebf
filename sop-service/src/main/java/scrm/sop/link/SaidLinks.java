package scrm.sop.link;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.messaging.TransactionBatch;

/** Every corp's links, under their codes. */
interface SaidLinks extends TransactionBatch.Sink<SaidLinks.Opening> {
    int CODE_LENGTH = 12;

    /** The code of each, which a link keeps for good. */
    Map<SaidLink, Code> codes(CorpId corpId, Collection<SaidLink> links);

    /** Whether the corp has such a plan or message. */
    boolean isThere(CorpId corpId, LinkOrigin.Kind kind, long id);

    /** How often links were followed, in the order of their parts, addresses and versions. */
    List<Followed> followed(CorpId corpId, LinkOrigin.Kind kind, long id);

    /** @param isNew whether nobody had it before */
    record Code(String value, boolean isNew) {}

    /**
     * A link was followed.
     *
     * @param day on which anybody did, of the corp's; null: the one contact who has it did
     */
    record Opening(CorpId corpId, String code, @Nullable LocalDate day) {}

    /**
     * How often a link was followed.
     *
     * @param part what says it, see {@link LinkOrigin#part}
     * @param version of the plan; null: a message by hand has none
     * @param links under how many codes it was said: one for all, or one for each contact
     * @param followed how many of these were followed at all
     * @param openings how often, by whomever
     */
    record Followed(String part, String url, @Nullable Integer version, long links, long followed, long openings) {}
}
