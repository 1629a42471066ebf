package scrm.channel.alarm;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import scrm.channel.livecode.CompareLiveCodes;
import scrm.channel.livecode.LiveCode;
import scrm.channel.livecode.LiveCodeId;
import scrm.events.CorpId;
import scrm.messaging.job.Job;
import scrm.messaging.job.JobHandler;
import scrm.wecom.Page;
import scrm.wecom.WeComException;

/**
 * First reads WeCom's lists and notes which of our codes they show, then asks for each code that none has shown. So it
 * costs a call for a thousand codes, and one for each that is not listed.
 */
@Component
class ReconcileWorker implements JobHandler<ReconcileLiveCodes> {
    private static final int LOT = 20;
    private static final String ASKING = "ask:";

    private final CompareLiveCodes codes;
    private final Alarms alarms;
    private final Clock clock;

    ReconcileWorker(CompareLiveCodes codes, Alarms alarms, Clock clock) {
        this.codes = codes;
        this.alarms = alarms;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return ReconcileLiveCodes.KIND;
    }

    @Override
    public Class<ReconcileLiveCodes> parametersType() {
        return ReconcileLiveCodes.class;
    }

    @Override
    public Slice next(Position<ReconcileLiveCodes> position) {
        String checkpoint = position.checkpoint();
        return checkpoint.startsWith(ASKING)
                ? ask(position, new LiveCodeId(Long.parseLong(checkpoint.substring(ASKING.length()))))
                : read(position, checkpoint);
    }

    /**
     * One that WeCom will not tell of does not stand in the way of the others. @throws WeComException to be repeated
     */
    private static Job.Failure failure(String item, WeComException e) {
        return switch (e.kind()) {
            case RETRYABLE, IN_DOUBT -> throw e;
            case REFUSED, MISCONFIGURED -> new Job.Failure(item, String.valueOf(e.getMessage()));
        };
    }

    /** @param checkpoint the number of the list, and behind a colon its cursor */
    private Slice read(Position<ReconcileLiveCodes> position, String checkpoint) {
        List<LiveCode.Kind> lists = codes.listed();
        int colon = checkpoint.indexOf(':');
        int number = colon < 0 ? 0 : Integer.parseInt(checkpoint.substring(0, colon));
        @Nullable
        String cursor = colon < 0 || colon + 1 == checkpoint.length() ? null : checkpoint.substring(colon + 1);
        if (number == lists.size()) {
            return Slice.upTo(ASKING + 0, 0, List.of());
        }
        CorpId corpId = position.corpId();
        LiveCode.Kind kind = lists.get(number);
        // Not every corp may ask for every list: without codes of the kind there is nothing to be found in it.
        if (cursor == null && !codes.hasAny(corpId, kind)) {
            return Slice.upTo(number + 1 + ":", 0, List.of());
        }
        Instant asked = clock.instant();
        Page<String> page;
        try {
            page = codes.list(corpId, kind, cursor);
        } catch (WeComException e) {
            return Slice.upTo(number + 1 + ":", 0, List.of(failure(kind.name(), e)));
        }
        String next = page.nextCursor();
        return Slice.upTo(
                        next == null ? number + 1 + ":" : number + ":" + next,
                        page.items().size(),
                        List.of())
                .with(() -> shown(corpId, page.items(), asked));
    }

    private Slice ask(Position<ReconcileLiveCodes> position, LiveCodeId after) {
        CorpId corpId = position.corpId();
        Instant asked = clock.instant();
        List<LiveCode> unseen = codes.unseenSince(corpId, position.parameters().since(), after, LOT);
        List<LiveCode> gone = new ArrayList<>();
        List<LiveCode> there = new ArrayList<>();
        List<Job.Failure> failures = new ArrayList<>();
        for (LiveCode code : unseen) {
            try {
                if (codes.isThere(code)) {
                    there.add(code);
                } else {
                    gone.add(code);
                    failures.add(new Job.Failure(code.id().toString(), Reason.GONE_AT_WECOM.name()));
                }
            } catch (WeComException e) {
                failures.add(failure(code.id().toString(), e));
            }
        }
        Runnable effect = () -> {
            Instant now = clock.instant();
            gone.forEach(code ->
                    alarms.set(corpId, code.id(), Reason.GONE_AT_WECOM, "WeCom does not know " + code.handle(), now));
            shown(
                    corpId,
                    there.stream()
                            .map(code -> Objects.requireNonNull(code.handle()))
                            .toList(),
                    asked);
        };
        return unseen.size() < LOT
                ? Slice.last(there.size(), failures).with(effect)
                : Slice.upTo(ASKING + unseen.getLast().id(), there.size(), failures)
                        .with(effect);
    }

    private void shown(CorpId corpId, List<String> handles, Instant asked) {
        codes.seen(corpId, handles, clock.instant());
        alarms.shown(corpId, handles, asked);
    }
}
