package scrm.sop.publication;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.sop.moment.Moment;
import scrm.sop.moment.MomentId;
import scrm.sop.moment.MomentMembers;
import scrm.sop.publication.Publications.Reach;
import scrm.sop.publication.Publications.Said;
import scrm.wecom.Caller;
import scrm.wecom.Moments.Reaction;
import scrm.wecom.Moments.Reactions;
import scrm.wecom.Page;
import scrm.wecom.WeComException;

/** Asks WeCom whom a member's copy reached and what they said to it, some times within a week. */
@Component
class ReactionsWorker implements WorkHandler<ReactionsWorker.Payload> {
    static final String KIND = "moment-reactions";

    /** Ages of a copy at which it is looked at again: most is said to it in the first hours. */
    private static final List<Duration> LOOKS = List.of(
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofDays(1),
            Duration.ofDays(3),
            Duration.ofDays(7));

    private static final Duration AGAIN = Duration.ofMinutes(15);

    private final MomentMembers members;
    private final Publications publications;
    private final scrm.wecom.Moments weCom;
    private final FollowMoment followMoment;
    private final Clock clock;

    ReactionsWorker(
            MomentMembers members,
            Publications publications,
            scrm.wecom.Moments weCom,
            FollowMoment followMoment,
            Clock clock) {
        this.members = members;
        this.publications = publications;
        this.weCom = weCom;
        this.followMoment = followMoment;
        this.clock = clock;
    }

    /** Whose copy of which moment. */
    record Payload(long momentId, String userId) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Payload> payloadType() {
        return Payload.class;
    }

    @Override
    public Settlement handle(Work<Payload> work) {
        CorpId corpId = work.corpId();
        MomentId id = new MomentId(work.payload().momentId());
        UserId member = new UserId(work.payload().userId());
        String weComId = members.find(corpId, id).map(Moment::weComId).orElse(null);
        Instant publishedAt = publications.publishedAt(corpId, id, member).orElse(null);
        if (weComId == null || publishedAt == null) {
            return Settlement.done();
        }
        try {
            Reach reach = reach(corpId, new scrm.wecom.Moments.MomentId(weComId), member);
            Optional<Instant> next = next(publishedAt, clock.instant());
            return Settlement.done(() -> followMoment.reach(corpId, id, member, reach, next));
        } catch (WeComException e) {
            String reason = String.valueOf(e.getMessage());
            return switch (e.kind()) {
                case RETRYABLE, IN_DOUBT -> Settlement.retry(reason, e.retryAfter());
                case MISCONFIGURED -> Settlement.retry(reason, AGAIN);
                // The member or the moment is gone.
                case REFUSED -> Settlement.rejected(reason, () -> {});
            };
        }
    }

    static Optional<Instant> next(Instant publishedAt, Instant now) {
        return LOOKS.stream()
                .map(publishedAt::plus)
                .filter(look -> look.isAfter(now))
                .findFirst();
    }

    private Reach reach(CorpId corpId, scrm.wecom.Moments.MomentId id, UserId member) {
        Caller caller = Caller.sync(corpId);
        int customers = count(cursor -> weCom.customers(caller, id, member, cursor));
        int reached = count(cursor -> weCom.reached(caller, id, member, cursor));
        Reactions reactions = weCom.reactions(caller, id, member);
        return new Reach(customers, reached, said(reactions.comments()), said(reactions.likes()));
    }

    private static int count(Function<@Nullable String, Page<ExternalUserId>> pages) {
        int count = 0;
        @Nullable String cursor = null;
        do {
            Page<ExternalUserId> page = pages.apply(cursor);
            count += page.items().size();
            cursor = page.nextCursor();
        } while (cursor != null);
        return count;
    }

    private static List<Said> said(List<Reaction> reactions) {
        return reactions.stream()
                .map(one -> new Said(one.externalUserId(), one.userId(), one.createTime()))
                .toList();
    }
}
