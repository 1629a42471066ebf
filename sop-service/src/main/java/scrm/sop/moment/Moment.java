package scrm.sop.moment;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.TagId;

/**
 * One content that members are asked to publish. Source: document 95094.
 *
 * @param id its id
 * @param corpId its corp
 * @param content what it shows
 * @param audience who publishes it, and for whom
 * @param status how far it has come
 * @param askAt when members are to be asked
 * @param calledAt when WeCom was called
 * @param jobId WeCom's job that makes it
 * @param weComId WeCom's id, once it is made
 * @param errcode WeCom's refusal
 * @param reason why it failed or is in doubt
 * @param version counts what people decide about it
 * @param createdAt when it was wanted
 */
public record Moment(
        MomentId id,
        CorpId corpId,
        MomentContent content,
        Audience audience,
        Status status,
        Instant askAt,
        @Nullable Instant calledAt,
        @Nullable String jobId,
        @Nullable String weComId,
        @Nullable Integer errcode,
        @Nullable String reason,
        int version,
        Instant createdAt) {
    /**
     * Who publishes, and who may see it.
     *
     * @param named whether members were named; they are rows of their own. If neither members nor departments were,
     *     everybody is asked
     * @param departments whose members are asked
     * @param tagIds contacts with any of these see it; empty: all
     */
    public record Audience(boolean named, List<Long> departments, List<TagId> tagIds) {
        public Audience {
            departments = List.copyOf(departments);
            tagIds = List.copyOf(tagIds);
        }
    }

    /** How far it has come. */
    public enum Status {
        /** Its time has not come, or WeCom may not be asked yet. */
        WAITING,
        /** WeCom is being called. */
        CALLING,
        /** WeCom's job is making it. */
        MAKING,
        /** Members are asked to publish it. */
        MADE,
        /** It is not wanted any more; what was published stays published. */
        CANCELLED,
        /** WeCom refused it, or nobody may be asked. */
        FAILED,
        /** The call's answer was lost, and WeCom could not tell. */
        UNKNOWN
    }
}
