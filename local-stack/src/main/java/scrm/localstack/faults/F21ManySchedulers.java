package scrm.localstack.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

import scrm.localstack.Json;
import scrm.localstack.RunningProcess;
import scrm.localstack.Service;

/** Many steps come due at once, before the eyes of two instances, then of five: each is done once. */
final class F21ManySchedulers implements FaultRow {
    private static final int MEMBERS = 4;
    private static final int PAGE = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    /** The share of steps that are not later than what is told. */
    private static final double P99 = 0.99;

    @Override
    public String id() {
        return "F21";
    }

    @Override
    public String title() {
        return "2, then 5 scheduler instances";
    }

    @Override
    public Result run(FaultContext context) {
        int steps = context.size(20_000, 1_000_000);
        FaultCorp corp = context.corp(this);
        List<String> contacts = people(context, corp, steps);
        int half = contacts.size() / 2;
        List<RunningProcess> others = new ArrayList<>();
        try {
            join(context, others, 1);
            boolean shared = shared(context, 2);
            Round two = round(context, corp, contacts.subList(0, half));
            join(context, others, 3);
            shared &= shared(context, 5);
            Round five = round(context, corp, contacts.subList(half, contacts.size()));
            FaultCorp.Effects effects = two.effects().plus(five.effects());
            return new Result(
                    String.format(
                            Locale.ROOT,
                            "%d due steps, shards %s: missed %d, double %d; with 2 instances %s, with 5 %s",
                            contacts.size(),
                            shared ? "shared by all" : "not shared by all",
                            effects.missing(),
                            effects.repeated(),
                            two,
                            five),
                    "shared by all, missed 0, double 0",
                    shared && effects.isNone());
        } finally {
            others.forEach(RunningProcess::stop);
        }
    }

    private static boolean shared(FaultContext context, int instances) {
        return context.await(
                "all to hold shards", Duration.ofMinutes(2), () -> F23MovedClocks.owners(context) == instances);
    }

    private static void join(FaultContext context, List<RunningProcess> others, int count) {
        List<RunningProcess> more = IntStream.range(0, count)
                .mapToObj(_ -> context.stack().another(Service.SOP, Duration.ZERO))
                .toList();
        others.addAll(more);
        more.forEach(RunningProcess::launch);
        more.forEach(instance -> instance.awaitReady(context.progress()));
    }

    /**
     * @param effects what was missed and what was done twice
     * @param seconds from the first to the last that was taken
     * @param p99Millis how late 99 of 100 were at most
     */
    private record Round(FaultCorp.Effects effects, long seconds, long p99Millis) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "all taken within %d s, lateness p99 %d ms", seconds, p99Millis);
        }
    }

    private static Round round(FaultContext context, FaultCorp corp, List<String> contacts) {
        String after = "PT%dS".formatted(context.size(20, 300));
        String plan = corp.publish(Map.of("type", "BY_HAND"), after, Map.of());
        String planId = plan.substring(plan.lastIndexOf('/') + 1);
        for (int i = 0; i < contacts.size(); i += PAGE) {
            List<String> page = contacts.subList(i, Math.min(i + PAGE, contacts.size()));
            corp.rest().post("/enrolments", Map.of("planId", planId, "externalUserIds", page));
        }
        FaultCorp.Effects effects = corp.awaitReceivers(contacts, PATIENCE);
        try (JdbcCounts database = JdbcCounts.of(context.stack(), Service.SOP)) {
            String of = " FROM due_step WHERE plan_id = " + planId;
            long late = (long) (contacts.size() * P99);
            return new Round(
                    effects,
                    database.count("SELECT TIMESTAMPDIFF(SECOND, MIN(dispatched_at), MAX(dispatched_at))" + of),
                    database.count("SELECT lateness_ms" + of + " ORDER BY lateness_ms LIMIT 1 OFFSET "
                            + Math.min(late, contacts.size() - 1)));
        }
    }

    /** WeCom's members and their contacts; that they follow them is written down as if we had been told. */
    private static List<String> people(FaultContext context, FaultCorp corp, int contacts) {
        Json simulator = context.stack().client().simulator();
        simulator.post(
                "/simulator/corps/" + corp.corpId() + "/population",
                Map.of("members", MEMBERS, "contactsPerMember", contacts / MEMBERS));
        String token = simulator
                .get("/cgi-bin/gettoken?corpid=%s&corpsecret=%s"
                        .formatted(corp.corpId(), corp.definition().secret()))
                .path("access_token")
                .asString();
        List<String> all = new ArrayList<>();
        try (JdbcCounts database = JdbcCounts.of(context.stack(), Service.SOP)) {
            for (int m = 1; m <= MEMBERS; m++) {
                String userId = "u%05d".formatted(m);
                List<String> own = simulator
                        .get("/cgi-bin/externalcontact/list?access_token=%s&userid=%s".formatted(token, userId))
                        .path("external_userid")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList();
                for (int i = 0; i < own.size(); i += PAGE) {
                    database.change(
                            "INSERT INTO follow_relation (corp_id, external_userid, userid, following, changed_at)"
                                    + " VALUES "
                                    + own.subList(i, Math.min(i + PAGE, own.size())).stream()
                                            .map(contact -> "('%s', '%s', '%s', TRUE, '2026-01-01')"
                                                    .formatted(corp.corpId(), contact, userId))
                                            .collect(Collectors.joining(", ")));
                }
                all.addAll(own);
            }
        }
        return all;
    }
}
