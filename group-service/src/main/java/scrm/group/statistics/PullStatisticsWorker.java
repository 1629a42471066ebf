package scrm.group.statistics;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.group.statistics.OwnerDays.OwnerDay;
import scrm.messaging.job.Job;
import scrm.messaging.job.JobHandler;
import scrm.wecom.Caller;
import scrm.wecom.Page;
import scrm.wecom.Statistics;
import scrm.wecom.Statistics.GroupChatData;
import scrm.wecom.Statistics.OwnerData;
import scrm.wecom.WeComException;

/** Asks for the counts of a lot of owners in a slice; a lot that WeCom refuses does not stand in the way of others. */
@Component
class PullStatisticsWorker implements JobHandler<PullStatistics> {
    private static final ZoneOffset ZONE = ZoneOffset.ofHours(8);

    private final OwnerDays days;
    private final Statistics statistics;
    private final Clock clock;

    PullStatisticsWorker(OwnerDays days, Statistics statistics, Clock clock) {
        this.days = days;
        this.statistics = statistics;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return PullStatistics.KIND;
    }

    @Override
    public Class<PullStatistics> parametersType() {
        return PullStatistics.class;
    }

    @Override
    public Slice next(Position<PullStatistics> position) {
        CorpId corpId = position.corpId();
        List<UserId> owners = days.owners(corpId, position.checkpoint(), Question.MOST_OWNERS);
        if (owners.isEmpty()) {
            return Slice.last(0, List.of());
        }
        PullStatistics asked = position.parameters();
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZONE);
        List<OwnerDay> found = new ArrayList<>();
        List<Job.Failure> failures = new ArrayList<>();
        for (Question question : Question.of(owners, asked.first(), asked.last(), today)) {
            try {
                found.addAll(ask(Caller.sync(corpId), question));
            } catch (WeComException e) {
                failures.add(failure(question, e));
            }
        }
        return Slice.upTo(owners.getLast().value(), owners.size(), failures).with(() -> days.save(corpId, found));
    }

    /** @throws WeComException to be repeated */
    private static Job.Failure failure(Question question, WeComException e) {
        return switch (e.kind()) {
            case RETRYABLE, IN_DOUBT -> throw e;
            case REFUSED, MISCONFIGURED ->
                new Job.Failure(
                        switch (question) {
                            case Question.OnDay onDay -> onDay.day().toString();
                            case Question.OfOwner ofOwner -> ofOwner.owner().value();
                        },
                        String.valueOf(e.getMessage()));
        };
    }

    private List<OwnerDay> ask(Caller caller, Question question) {
        return switch (question) {
            case Question.OnDay(List<UserId> owners, LocalDate day) ->
                all(caller, owners, day)
                        .map(owner -> ownerDay(owner.owner(), day, owner.data()))
                        .toList();
            case Question.OfOwner(UserId owner, LocalDate first, LocalDate last) ->
                statistics.groupChatsByDay(caller, List.of(owner), start(first), start(last)).stream()
                        .map(day -> ownerDay(owner, LocalDate.ofInstant(day.day(), ZONE), day.data()))
                        .toList();
        };
    }

    private Stream<OwnerData> all(Caller caller, List<UserId> owners, LocalDate day) {
        List<OwnerData> all = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Page<OwnerData> page = statistics.groupChatsByOwner(caller, owners, start(day), start(day), cursor);
            all.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        return all.stream();
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }

    private static OwnerDay ownerDay(UserId owner, LocalDate day, GroupChatData data) {
        return new OwnerDay(
                owner,
                day,
                data.chats(),
                data.newChats(),
                data.chatsWithMessages(),
                data.members(),
                data.newMembers(),
                data.membersWithMessages(),
                data.messages());
    }
}
