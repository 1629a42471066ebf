package scrm.sop.publication;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.sop.moment.Moment;
import scrm.sop.moment.MomentId;
import scrm.sop.moment.MomentMembers;
import scrm.wecom.Caller;
import scrm.wecom.Moments.Task;
import scrm.wecom.Page;
import scrm.wecom.WeComException;

/** Asks WeCom who has published a moment: soon at first, then ever less often, for a week. */
@Component
class PublishersWorker implements WorkHandler<PublishersWorker.Payload> {
    static final String KIND = "moment-publishers";

    private static final Duration LEAST = Duration.ofSeconds(5);
    private static final Duration MOST = Duration.ofHours(1);
    private static final Duration GIVE_UP_AFTER = Duration.ofDays(7);

    private final MomentMembers members;
    private final scrm.wecom.Moments weCom;
    private final FollowMoment followMoment;
    private final Clock clock;

    PublishersWorker(MomentMembers members, scrm.wecom.Moments weCom, FollowMoment followMoment, Clock clock) {
        this.members = members;
        this.weCom = weCom;
        this.followMoment = followMoment;
        this.clock = clock;
    }

    /** Which moment. */
    record Payload(long momentId) {}

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
        Moment moment = members.find(corpId, id).orElse(null);
        String weComId = moment == null ? null : moment.weComId();
        Instant calledAt = moment == null ? null : moment.calledAt();
        if (moment == null || weComId == null || calledAt == null || moment.status() != Moment.Status.MADE) {
            return Settlement.done();
        }
        Duration age = Duration.between(calledAt, clock.instant());
        List<UserId> asked = new ArrayList<>();
        List<UserId> published = new ArrayList<>();
        try {
            read(corpId, new scrm.wecom.Moments.MomentId(weComId), asked, published);
        } catch (WeComException e) {
            return Settlement.retry(String.valueOf(e.getMessage()), e.retryable() ? e.retryAfter() : backoff(age));
        }
        @Nullable Duration lookAfter = age.compareTo(GIVE_UP_AFTER) > 0 ? null : backoff(age);
        return Settlement.done(() -> followMoment.publishers(corpId, id, asked, published, lookAfter));
    }

    private void read(CorpId corpId, scrm.wecom.Moments.MomentId id, List<UserId> asked, List<UserId> published) {
        @Nullable String cursor = null;
        do {
            Page<Task> page = weCom.tasks(Caller.sync(corpId), id, cursor);
            for (Task task : page.items()) {
                asked.add(task.userId());
                if (task.published()) {
                    published.add(task.userId());
                }
            }
            cursor = page.nextCursor();
        } while (cursor != null);
    }

    /** A fifth of its age: news are late by a fifth at most. */
    private static Duration backoff(Duration age) {
        Duration fifth = age.dividedBy(5);
        if (fifth.compareTo(LEAST) < 0) {
            return LEAST;
        }
        return fifth.compareTo(MOST) > 0 ? MOST : fifth;
    }
}
