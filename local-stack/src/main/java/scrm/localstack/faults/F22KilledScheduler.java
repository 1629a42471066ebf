package scrm.localstack.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

import scrm.localstack.RunningProcess;
import scrm.localstack.Service;

/**
 * The scheduler is killed again and again, and then is away for two hours: every time at which a plan was to enrol is
 * written down, and what was missed is done, left out or asked about, as its plan says.
 */
final class F22KilledScheduler implements FaultRow {
    private static final Duration AWAY = Duration.ofHours(2);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String EVERY_MINUTE = "* * * * *";

    /** What is missed under each policy: of many the newest stands for all, or all are left out. */
    private static final Map<String, List<String>> STATES = Map.of(
            "RUN", List.of("RUN", "SUPERSEDED"),
            "SKIP", List.of("SKIPPED", "SKIPPED"),
            "ASK", List.of("ASKED", "SUPERSEDED"));

    @Override
    public String id() {
        return "F22";
    }

    @Override
    public String title() {
        return "scheduler killed, then away for two hours: run, skip, ask";
    }

    @Override
    public Result run(FaultContext context) {
        int kills = context.size(3, 20);
        FaultCorp corp = context.corp(this);
        Map<String, String> plans = new TreeMap<>();
        for (String policy : STATES.keySet()) {
            Map<String, Object> misfire = Map.of("policy", policy, "tolerance", "PT1M");
            Map<String, Object> trigger = Map.of("type", "CRON", "cron", EVERY_MINUTE);
            plans.put(policy, corp.publish(trigger, "PT0S", Map.of("misfire", misfire)));
        }
        RunningProcess scheduler = context.stack().service(Service.SOP);
        context.await("the first minute", PATIENCE, () -> counted(context, corp, Duration.ofMinutes(-10)) >= 3);
        for (int i = 0; i < kills; i++) {
            context.last(Duration.ofSeconds(2));
            scheduler.kill();
            scheduler.launch();
            scheduler.awaitReady(context.progress());
        }
        scheduler.kill();
        RunningProcess later = context.stack().another(Service.SOP, AWAY);
        try {
            later.launch();
            later.awaitReady(context.progress());
            context.await("the missed minutes", PATIENCE, () -> counted(context, corp, AWAY.minusMinutes(2)) >= 3);
        } finally {
            later.stop();
            scheduler.launch();
            scheduler.awaitReady(context.progress());
        }
        return counted(corp, plans, kills);
    }

    private static Result counted(FaultCorp corp, Map<String, String> plans, int kills) {
        long fires = 0;
        long unrecorded = 0;
        long wrong = 0;
        Map<String, Map<String, Integer>> missed = new TreeMap<>();
        for (var plan : plans.entrySet()) {
            corp.rest().post(plan.getValue() + "/pause", Map.of());
            List<JsonNode> all = corp.list(plan.getValue().substring(1) + "/fires");
            fires += all.size();
            unrecorded += gaps(all);
            List<JsonNode> late =
                    all.stream().filter(fire -> fire.path("missed").asBoolean()).toList();
            Map<String, Integer> states = new HashMap<>();
            late.forEach(fire -> states.merge(fire.path("state").asString(), 1, Integer::sum));
            missed.put(plan.getKey(), states);
            List<String> allowed = STATES.getOrDefault(plan.getKey(), List.of());
            wrong += late.stream()
                    .filter(fire -> !allowed.contains(fire.path("state").asString()))
                    .count();
            // Of a hundred and more minutes in a row, one stands for the others, and one for each time it was killed;
            // the
            // last one does it, on time or not.
            int standing = states.getOrDefault(allowed.getFirst(), 0);
            int passed = states.getOrDefault(allowed.getLast(), 0);
            wrong += passed > 100 ? 0 : 1;
            boolean stood = standing >= 1 || all.stream().anyMatch(fire -> follows(fire, late));
            wrong += plan.getKey().equals("SKIP") || (stood && standing <= kills + 1) ? 0 : 1;
        }
        return new Result(
                String.format(
                        Locale.ROOT,
                        "%d kills and %d min away: %d times, of which without record or twice %d; missed ones: %s, against"
                                + " the policy %d",
                        kills,
                        AWAY.toMinutes(),
                        fires,
                        unrecorded,
                        missed,
                        wrong),
                "without record or twice 0, against the policy 0",
                fires > 3 * AWAY.toMinutes() && unrecorded == 0 && wrong == 0);
    }

    private static boolean follows(JsonNode fire, List<JsonNode> late) {
        return !fire.path("missed").asBoolean()
                && late.stream().allMatch(missed -> at(missed).isBefore(at(fire)));
    }

    private static Instant at(JsonNode fire) {
        return Instant.parse(fire.path("at").asString());
    }

    /** Minutes between the first and the last that are not there, or are there twice. */
    private static long gaps(List<JsonNode> fires) {
        List<Instant> times = new ArrayList<>(
                fires.stream().map(F22KilledScheduler::at).sorted().toList());
        long gaps = 0;
        for (int i = 1; i < times.size(); i++) {
            gaps += Math.abs(Duration.between(times.get(i - 1), times.get(i)).toMinutes() - 1);
        }
        return gaps;
    }

    /** Times of the corp's plans that are later than that from now, by the system's clock. */
    private static long counted(FaultContext context, FaultCorp corp, Duration fromNow) {
        try (JdbcCounts database = JdbcCounts.of(context.stack(), Service.SOP)) {
            return database.count(
                    "SELECT COUNT(*) FROM plan_fire WHERE corp_id = '%s' AND fire_at > UTC_TIMESTAMP() + INTERVAL %d MINUTE"
                            .formatted(corp.corpId(), fromNow.toMinutes()));
        }
    }
}
