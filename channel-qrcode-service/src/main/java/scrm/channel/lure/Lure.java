package scrm.channel.lure;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import scrm.channel.channel.ChannelId;
import scrm.channel.channel.Period;
import scrm.events.CorpId;
import scrm.events.UserId;

/**
 * What is promised to those who come by a channel (抓取器): a coupon, a sample, a lesson.
 *
 * @param id its id
 * @param corpId its corp
 * @param channelId its channel, for good
 * @param draft what people decide about it
 * @param used how many contacts took it
 * @param endedAt when somebody ended it, if anybody did
 * @param version counts edits, not claims
 * @param createdAt when it was made
 * @param updatedAt when it was last edited
 */
public record Lure(
        LureId id,
        CorpId corpId,
        ChannelId channelId,
        Draft draft,
        int used,
        @Nullable Instant endedAt,
        int version,
        Instant createdAt,
        Instant updatedAt) {
    /**
     * What people decide about it.
     *
     * @param title for people, 50 characters at most
     * @param promise what contacts are promised
     * @param period the days on which it can be taken
     * @param stock how many contacts can take it; null: any number
     * @param rotateOn when people should think of a new one
     * @param owner the member who is asked to
     */
    public record Draft(
            String title,
            String promise,
            Period period,
            @Nullable Integer stock,
            @Nullable LocalDate rotateOn,
            UserId owner) {}

    /** How it stands on a day. */
    public enum Status {
        /** Its first day is yet to come. */
        SCHEDULED,
        /** It can be taken. */
        ACTIVE,
        /** Nothing is left of its stock. */
        EXHAUSTED,
        /** Its last day is over. */
        EXPIRED,
        /** Somebody ended it. */
        ENDED
    }

    /** Why somebody has to look at it. */
    public enum Reason {
        EXPIRED,
        EXHAUSTED,
        ROTATION
    }

    /**
     * A reason, and what gave it: another day or stock gives it anew.
     *
     * @param about the last day, the stock or the rotation day
     */
    public record Cause(Reason reason, String about) {}

    Status status(LocalDate today) {
        if (endedAt != null) {
            return Status.ENDED;
        }
        if (draft.period.endsBefore(today)) {
            return Status.EXPIRED;
        }
        if (draft.period.beginsAfter(today)) {
            return Status.SCHEDULED;
        }
        return isExhausted() ? Status.EXHAUSTED : Status.ACTIVE;
    }

    boolean isExhausted() {
        return draft.stock != null && used >= draft.stock;
    }

    /** Why somebody has to look at it on this day; for no reason once it was ended. */
    public List<Cause> causes(LocalDate today) {
        List<Cause> causes = new ArrayList<>();
        if (endedAt != null) {
            return causes;
        }
        if (draft.period.endsBefore(today)) {
            causes.add(new Cause(Reason.EXPIRED, String.valueOf(draft.period.until())));
        }
        if (isExhausted()) {
            causes.add(new Cause(Reason.EXHAUSTED, String.valueOf(draft.stock)));
        }
        if (draft.rotateOn != null && !draft.rotateOn.isAfter(today)) {
            causes.add(new Cause(Reason.ROTATION, draft.rotateOn.toString()));
        }
        return causes;
    }

    /** The next day that gives one more cause by itself. */
    public Optional<LocalDate> nextCause(LocalDate today) {
        LocalDate until = draft.period.until();
        return endedAt != null
                ? Optional.empty()
                : Stream.of(Optional.ofNullable(until).map(day -> day.plusDays(1)), Optional.ofNullable(draft.rotateOn))
                        .flatMap(Optional::stream)
                        .filter(day -> day.isAfter(today))
                        .min(LocalDate::compareTo);
    }
}
