package scrm.sop.groupmessage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;

/** Every corp's reminders. */
interface Reminders {
    /** Adds one that is to be sent. */
    long add(CorpId corpId, GroupMessageId id, Reminder.Addressee addressee, Instant dueAt);

    Optional<Reminder> find(CorpId corpId, long id);

    /** Those of a message, in the order of their times. */
    List<Reminder> of(CorpId corpId, GroupMessageId id);

    /** How many its sender got, or may have got, since then; those to come soon count as well. */
    int toSenderSince(CorpId corpId, GroupMessageId id, Instant since, Instant until);

    /** WeCom is called now. */
    void calling(CorpId corpId, long id, Instant now);

    void end(CorpId corpId, long id, Reminder.Status status, @Nullable String reason);
}
