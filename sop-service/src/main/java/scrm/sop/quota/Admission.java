package scrm.sop.quota;

import static java.util.stream.Collectors.groupingBy;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.sop.quota.Uses.Settlement;
import scrm.sop.quota.Uses.Slot;
import scrm.sop.quota.Uses.State;
import scrm.sop.quota.Uses.Use;

/**
 * Lets through what may be handed over now, and counts it in the transaction that hands it over. Of what is wanted for
 * one receiver at once the highest priority goes first, then what was due first.
 *
 * <p>Whoever hands over tells {@link #settled} how it ended, in the transaction that writes it down and once for each
 * receiver; as long as it is not known how, it counts.
 */
@Service
public class Admission {
    /** Others count the same receivers at this moment; they do so for a moment only. */
    private static final int ROUNDS = 3;

    private static final Duration WHEN_CONTENDED = Duration.ofSeconds(5);

    private final Uses uses;
    private final Judges judges;
    private final MeterRegistry meters;
    private final Clock clock;

    Admission(Uses uses, Judges judges, MeterRegistry meters, Clock clock) {
        this.uses = uses;
        this.judges = judges;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Something that is to be handed over.
     *
     * @param priority the higher goes first
     * @param planId null: a person wants it
     * @param dueAt its own time, however long it has waited since
     * @param ifFull what becomes of it if it may not go; null: what the corp has chosen
     */
    public record Wanted(
            Receiver receiver,
            int priority,
            @Nullable Long planId,
            Instant dueAt,
            @Nullable Overflow ifFull) {}

    /** How something that was admitted ended. */
    public record Ended(Receiver receiver, End end, Instant at) {}

    /** Ways to end. */
    public enum End {
        /** The receiver got it. */
        SENT,
        /** WeCom said that the receiver had had enough. */
        USED_UP,
        /** The receiver will not get it. */
        RETURNED
    }

    /** @return a decision for each, in their order; what is admitted counts unless the transaction rolls back */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Decision> admit(CorpId corpId, List<Wanted> wanted) {
        Round round = new Round(corpId, judges.of(corpId), wanted, clock.instant());
        List<Integer> undecided = IntStream.range(0, wanted.size())
                .boxed()
                .sorted(Comparator.comparing(wanted::get, FIRST))
                .toList();
        for (int i = 0; i < ROUNDS && !undecided.isEmpty(); i++) {
            undecided = round.decide(undecided);
        }
        Decision later = new Decision.WaitUntil(round.now.plus(WHEN_CONTENDED), Decision.Reason.CONTENDED);
        undecided.forEach(index -> round.decisions.put(index, later));
        List<Decision> decisions = IntStream.range(0, wanted.size())
                .mapToObj(index -> Objects.requireNonNull(round.decisions.get(index)))
                .toList();
        decisions.forEach(this::count);
        return decisions;
    }

    private static final Comparator<Wanted> FIRST =
            Comparator.comparingInt(Wanted::priority).reversed().thenComparing(Wanted::dueAt);

    /** What is admitted at once. */
    private final class Round {
        final CorpId corpId;
        final Judge judge;
        final List<Wanted> wanted;
        final Instant now;
        final Map<Integer, Decision> decisions = new HashMap<>();

        Round(CorpId corpId, Judge judge, List<Wanted> wanted, Instant now) {
            this.corpId = corpId;
            this.judge = judge;
            this.wanted = wanted;
            this.now = now;
        }

        /** Returns those that would have been admitted if nobody else had counted the same receiver meanwhile. */
        List<Integer> decide(List<Integer> undecided) {
            List<Integer> lost = new ArrayList<>();
            Map<Receiver.Kind, List<Integer>> kinds = undecided.stream()
                    .collect(groupingBy(index -> wanted.get(index).receiver().kind()));
            kinds.forEach((kind, some) -> lost.addAll(decide(kind, some)));
            return lost;
        }

        private List<Integer> decide(Receiver.Kind kind, List<Integer> some) {
            Map<String, List<Use>> known =
                    uses.of(corpId, kind, some.stream().map(this::id).toList());
            List<Slot> slots = new ArrayList<>();
            Map<String, List<Integer>> admitted = new LinkedHashMap<>();
            for (int index : some) {
                Wanted one = wanted.get(index);
                List<Use> own = known.computeIfAbsent(id(index), _ -> new ArrayList<>());
                Decision decision = judge.decide(kind, own, one.dueAt(), one.ifFull(), now);
                if (decision instanceof Decision.Admitted) {
                    int n = own.isEmpty() ? 1 : own.getLast().n() + 1;
                    own.add(new Use(n, State.OPEN, now, one.planId()));
                    slots.add(new Slot(id(index), n, one.planId()));
                    admitted.computeIfAbsent(id(index), _ -> new ArrayList<>()).add(index);
                } else {
                    decisions.put(index, decision);
                }
            }
            Map<String, List<Slot>> taken =
                    uses.take(corpId, kind, slots, now).stream().collect(groupingBy(Slot::receiver));
            List<Integer> lost = new ArrayList<>();
            admitted.forEach((id, indexes) -> {
                // Whichever numbers were free: they belong to those that go first.
                int free = taken.getOrDefault(id, List.of()).size();
                indexes.subList(0, free).forEach(index -> decisions.put(index, new Decision.Admitted()));
                lost.addAll(indexes.subList(free, indexes.size()));
            });
            return lost;
        }

        private String id(int index) {
            return wanted.get(index).receiver().id();
        }
    }

    /** Tells how what was admitted ended; each once. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void settled(CorpId corpId, Collection<Ended> ended) {
        ended.stream()
                .collect(groupingBy(one -> one.receiver().kind()))
                .forEach((kind, some) -> settled(corpId, kind, some));
    }

    private void settled(CorpId corpId, Receiver.Kind kind, List<Ended> ended) {
        List<Settlement> settlements = new ArrayList<>();
        List<String> returned = new ArrayList<>();
        for (Ended one : ended) {
            String id = one.receiver().id();
            switch (one.end()) {
                case SENT -> settlements.add(new Settlement(id, State.SENT, one.at()));
                case USED_UP -> settlements.add(new Settlement(id, State.USED_UP, one.at()));
                case RETURNED -> returned.add(id);
            }
        }
        uses.settle(corpId, kind, settlements);
        uses.giveBack(corpId, kind, returned);
    }

    /** How many moments the corp may make. */
    @Transactional(readOnly = true)
    public MomentLimits momentLimits(CorpId corpId) {
        Ruleset rules = judges.of(corpId).rules();
        Instant began = Cap.Window.MONTH.around(clock.instant(), Judge.BEIJING).from();
        return new MomentLimits(rules.momentsPerMinute(), rules.momentsPerMonth(), began);
    }

    /**
     * A corp's limits of moments.
     *
     * @param monthBegan by WeCom's clocks
     */
    public record MomentLimits(int perMinute, int perMonth, Instant monthBegan) {}

    private void count(Decision decision) {
        String outcome = switch (decision) {
            case Decision.Admitted _ -> "ADMITTED";
            case Decision.WaitUntil(Instant _, Decision.Reason reason) -> "WAITS_" + reason;
            case Decision.Dropped(Decision.Reason reason) -> "DROPPED_" + reason;
        };
        meters.counter("scrm.quota.decisions", "outcome", outcome).increment();
    }
}
