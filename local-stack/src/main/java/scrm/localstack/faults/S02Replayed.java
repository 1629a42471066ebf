package scrm.localstack.faults;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import scrm.simulator.callback.SignedCallback;

/** What was overheard is worth nothing after five minutes and one effect before; clocks may differ by that much. */
final class S02Replayed implements FaultRow {
    private static final Duration WINDOW = Duration.ofMinutes(5);

    /** What the machine may need between signing and judging. */
    private static final Duration MARGIN = Duration.ofSeconds(20);

    private static final int COPIES = 5;

    @Override
    public String id() {
        return "S2";
    }

    @Override
    public String title() {
        return "replay after 5 min, inside 5 min; skew of 5 min";
    }

    @Override
    public Result run(FaultContext context) {
        FaultCorp corp = context.corp(this);
        URI url = context.stack().client().callbackUrl(corp.corpId());
        List<FaultCorp.Arrival> arrivals = corp.arrive(context.size(20, 500));

        Intake outside = new Intake();
        for (Duration skew : List.of(WINDOW.plus(MARGIN), WINDOW.plus(MARGIN).negated(), Duration.ofDays(-1))) {
            arrivals.forEach(arrival -> outside.post(url, corp.signer(skew).signed(arrival.event())));
        }
        int before = corp.contactsIn("external-contacts").size();

        Intake inside = new Intake();
        for (Duration skew : List.of(
                Duration.ZERO, WINDOW.minus(MARGIN), WINDOW.minus(MARGIN).negated())) {
            for (FaultCorp.Arrival arrival : arrivals) {
                SignedCallback overheard = corp.signer(skew).signed(arrival.event());
                for (int i = 0; i < COPIES; i++) {
                    inside.post(url, overheard);
                }
            }
        }
        FaultCorp.Effects effects = corp.awaitEffects(arrivals, Duration.ofMinutes(2));
        // The timeline follows on its own; whatever is in it twice stays so.
        context.await("timelines", Duration.ofMinutes(1), () -> notOnce(corp, arrivals) == 0);
        long notOnce = notOnce(corp, arrivals);
        int sent = 3 * COPIES * arrivals.size();
        return new Result(
                String.format(
                        Locale.ROOT,
                        "outside 5 min: answers %s, effects %d; inside: accepted %d of %d, contacts without exactly one effect %d",
                        outside.statuses(),
                        before,
                        inside.accepted(),
                        sent,
                        notOnce + effects.missing() + effects.repeated()),
                "outside all 401, inside all accepted, one effect each",
                outside.statuses().equals(Map.of(401, 3 * arrivals.size()))
                        && outside.refusesWell()
                        && before == 0
                        && inside.accepted() == sent
                        && notOnce + effects.missing() + effects.repeated() == 0);
    }

    private static long notOnce(FaultCorp corp, List<FaultCorp.Arrival> arrivals) {
        return arrivals.stream()
                .filter(arrival -> corp.timeline(arrival.externalUserId()).stream()
                                .filter(entry -> entry.path("kind").asString().equals("ADDED"))
                                .count()
                        != 1)
                .count();
    }
}
