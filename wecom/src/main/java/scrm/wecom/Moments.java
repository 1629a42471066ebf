package scrm.wecom;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.events.UserId;

/**
 * Moments (客户朋友圈); members publish them. 10 a minute and 100,000 a month per corp (41210). Source: documents 95094,
 * 97612, 93333.
 */
public interface Moments {
    /** Asks members to publish, {@code add_moment_task}. Must not be repeated blindly. */
    JobId add(Caller caller, NewMoment moment);

    /** What became of an {@link #add} of the last 24 h, {@code get_moment_task_result}. */
    Job job(Caller caller, JobId jobId);

    /** Stops what is unpublished, {@code cancel_moment_task}. */
    void cancel(Caller caller, MomentId momentId);

    /** Moments of a span of at most 30 days, {@code get_moment_list}; resolves an add whose reply was lost. */
    Page<Moment> list(Caller caller, Instant from, Instant to, @Nullable UserId creator, @Nullable String cursor);

    /** Who published, {@code get_moment_task}. */
    Page<Task> tasks(Caller caller, MomentId momentId, @Nullable String cursor);

    /** Whom a member's copy is meant for, {@code get_moment_customer_list}. */
    Page<ExternalUserId> customers(Caller caller, MomentId momentId, UserId userId, @Nullable String cursor);

    /** Who can see a member's copy, {@code get_moment_send_result}. */
    Page<ExternalUserId> reached(Caller caller, MomentId momentId, UserId userId, @Nullable String cursor);

    /** Comments and likes under a member's copy, {@code get_moment_comments}. */
    Reactions reactions(Caller caller, MomentId momentId, UserId userId);

    record JobId(String value) {}

    record MomentId(String value) {}

    /**
     * What to publish.
     *
     * @param text 2000 characters and 4000 bytes at most
     * @param attachments 9 images, or one video, or one link; media from {@link Media#attachmentId}
     * @param senders 100,000 at most; empty: everybody in {@code departments}
     * @param departments ids
     * @param tagIds contacts with any of these; empty: all
     */
    record NewMoment(
            @Nullable String text,
            List<Attachment> attachments,
            List<UserId> senders,
            List<Long> departments,
            List<TagId> tagIds) {
        public NewMoment {
            attachments = List.copyOf(attachments);
            senders = List.copyOf(senders);
            departments = List.copyOf(departments);
            tagIds = List.copyOf(tagIds);
        }
    }

    /**
     * How far an add has got.
     *
     * @param status 1 started, 2 running, 3 done
     * @param errcode once done: 0, or why nothing was made
     * @param momentId once done
     * @param invalidSenders members who were left out
     * @param invalidTags tags that were left out
     */
    record Job(
            int status,
            int errcode,
            @Nullable MomentId momentId,
            List<UserId> invalidSenders,
            List<TagId> invalidTags) {
        public Job {
            invalidSenders = List.copyOf(invalidSenders);
            invalidTags = List.copyOf(invalidTags);
        }
    }

    /** @param creator absent if made by the API */
    record Moment(
            MomentId momentId,
            @Nullable UserId creator,
            Instant createTime,
            @Nullable String text) {}

    record Task(UserId userId, boolean published) {}

    record Reactions(List<Reaction> comments, List<Reaction> likes) {
        public Reactions {
            comments = List.copyOf(comments);
            likes = List.copyOf(likes);
        }
    }

    /** A contact's or a member's; exactly one of the ids is there. */
    record Reaction(
            @Nullable ExternalUserId externalUserId,
            @Nullable UserId userId,
            Instant createTime) {}
}
