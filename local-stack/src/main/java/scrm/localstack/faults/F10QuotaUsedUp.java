package scrm.localstack.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A corp has used up its calls of one API before our own count says so: that API rests for this corp until WeCom takes
 * calls again, and nothing else does.
 */
final class F10QuotaUsedUp implements FaultRow {
    private static final String API = "externalcontact/add_contact_way";
    private static final int PER_MINUTE = 20;
    private static final int USED_UP = 45009;

    /** Calls that were under way when the first of them was refused. */
    private static final Duration UNDER_WAY = Duration.ofSeconds(1);

    private static final Duration BLOCK = Duration.ofSeconds(60);
    private static final Duration AT_ONCE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Override
    public String id() {
        return "F10";
    }

    @Override
    public String title() {
        return "WeCom 45009 for one corp and API";
    }

    @Override
    public Result run(FaultContext context) {
        int codes = context.size(30, 60);
        int contacts = context.size(100, 1_000);
        FaultCorp poor = context.corp(this);
        FaultCorp other = context.corp(this, "other");
        context.stack()
                .client()
                .simulator()
                .put("/simulator/corps/" + poor.corpId() + "/limits", Map.of("path", API, "perMinute", PER_MINUTE));
        List<FaultCorp.Arrival> arrivals = poor.arrive(contacts);

        for (int i = 0; i < codes; i++) {
            poor.openLiveCode("活码" + i);
        }
        context.await("the refusal", AT_ONCE, () -> !refused(poor).isEmpty());
        for (int i = 0; i < PER_MINUTE; i++) {
            other.openLiveCode("活码" + i);
        }
        boolean othersGoOn = context.await("the other corp's live codes", AT_ONCE, () -> waiting(other) == 0);
        poor.announce(arrivals, 20);
        FaultCorp.Effects effects = poor.awaitEffects(arrivals, PATIENCE);
        context.await("live codes", PATIENCE, () -> waiting(poor) == 0);

        List<JsonNode> refused = refused(poor);
        long during = refused.isEmpty() ? 0 : during(poor, at(refused.getFirst()));
        return new Result(
                String.format(
                        Locale.ROOT,
                        "%d live codes at %d a minute: refused %d, calls during the block %d, without code in the end %d;"
                                + " another API of the corp: lost %d; another corp: held up %d",
                        codes,
                        PER_MINUTE,
                        refused.size(),
                        during,
                        waiting(poor),
                        effects.missing(),
                        othersGoOn ? 0 : waiting(other)),
                "at least one refused, calls during the block 0, in the end none without code, lost 0, held up 0",
                !refused.isEmpty() && during == 0 && waiting(poor) == 0 && effects.missing() == 0 && othersGoOn);
    }

    private static List<JsonNode> refused(FaultCorp corp) {
        return corp.ledger(API).stream()
                .filter(call -> call.path("errcode").asInt() == USED_UP)
                .toList();
    }

    private static long during(FaultCorp corp, Instant blockedAt) {
        return corp.ledger(API).stream()
                .map(F10QuotaUsedUp::at)
                .filter(at -> at.isAfter(blockedAt.plus(UNDER_WAY))
                        && at.isBefore(blockedAt.plus(BLOCK).minus(UNDER_WAY)))
                .count();
    }

    private static Instant at(JsonNode call) {
        return Instant.parse(call.path("at").asString());
    }

    private static long waiting(FaultCorp corp) {
        return corp.list("live-codes").stream()
                .filter(code -> !code.path("status").asString().equals("ACTIVE"))
                .count();
    }
}
