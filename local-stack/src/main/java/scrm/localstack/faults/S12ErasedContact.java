package scrm.localstack.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import scrm.localstack.Json;
import scrm.localstack.Service;

/**
 * Everything that is held about a contact is deleted on request, in every table of every service and in Redis, and does
 * not come back: neither by callbacks nor by synchronization nor by whoever names it.
 */
final class S12ErasedContact implements FaultRow {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Until the last sweep, for what was under way. */
    private static final Duration SWEPT = Duration.ofMinutes(6);

    /** Until then each service knows by it what to sweep; afterwards a digest is left. */
    private static final String TOMBSTONE = "erased_contact.external_userid";

    @Override
    public String id() {
        return "S12";
    }

    @Override
    public String title() {
        return "a contact's data deleted on request";
    }

    @Override
    public Result run(FaultContext context) {
        String mark = "zzerased" + context.seed();
        FurnishedCorp furnished = FurnishedCorp.of(context, context.corp(this), mark);
        FaultCorp corp = furnished.corp();
        String contact = furnished.contact().externalUserId();
        // Its name stands nowhere else.
        List<String> traces = List.of(contact, mark + "0");
        List<String> before = found(context, traces);
        String erasure = "/external-contacts/" + contact + "/erasure";
        corp.rest().post(erasure, Map.of());
        context.await(
                "the first sweep",
                PATIENCE,
                () -> foundElsewhere(context, traces).isEmpty());
        List<String> afterSweep = foundElsewhere(context, traces);

        comeBack(context, furnished, contact);
        context.last(Duration.ofSeconds(context.size(10, 30)));
        List<String> afterReturn = foundElsewhere(context, traces);
        int read =
                corp.rest().send("GET", "/external-contacts/" + contact, null).status();
        boolean swept = context.isShort()
                || context.await(
                        "the last sweep",
                        SWEPT,
                        () -> corp.rest().get(erasure).path("state").asString().equals("ERASED"));
        List<String> last = context.isShort() ? afterReturn : found(context, traces);
        return new Result(
                String.format(
                        Locale.ROOT,
                        "named in %d places before, after the first sweep in %s, after it came again in %s%s; asked for: %d",
                        before.size(),
                        FaultContext.count(afterSweep),
                        FaultContext.count(afterReturn),
                        context.isShort() ? "" : ", after the last sweep in " + FaultContext.count(last),
                        read),
                "remains 0; what comes again is not taken in, 404",
                before.size() > 10
                        && afterSweep.isEmpty()
                        && afterReturn.isEmpty()
                        && last.isEmpty()
                        && swept
                        && read == 404);
    }

    private static List<String> foundElsewhere(FaultContext context, List<String> traces) {
        return found(context, traces).stream()
                .filter(column -> !column.equals(TOMBSTONE))
                .toList();
    }

    /** Tables of all services that have one of these, and Redis if it has. */
    private static List<String> found(FaultContext context, List<String> traces) {
        List<String> found = new ArrayList<>();
        for (String trace : traces) {
            for (Service service : Service.values()) {
                try (JdbcCounts database = JdbcCounts.of(context.stack(), service)) {
                    found.addAll(database.columnsWith(trace));
                }
            }
            if (new RedisContent(context.stack().stores().redis().port()).holds(trace)) {
                found.add("Redis");
            }
        }
        return found;
    }

    /** WeCom tells of it again, it is synchronized, and somebody names it. */
    private static void comeBack(FaultContext context, FurnishedCorp furnished, String contact) {
        FaultCorp corp = furnished.corp();
        corp.told();
        String userId = furnished.contact().userId();
        corp.act("memberEditsRemark", Map.of("userId", userId, "externalUserId", contact, "remark", "又来了"));
        corp.act("contactDeletes", Map.of("userId", userId, "externalUserId", contact));
        corp.act("memberAddsExisting", Map.of("userId", userId, "externalUserId", contact));
        corp.deliver(corp.told(), 20);
        corp.rest().post("/jobs?service=tag", Map.of("kind", "external-contact-sync"));
        Json rest = corp.rest();
        rest.send("PUT", "/contact-dates/" + contact, Map.of("dates", Map.of("birthday", "1990-02-03")));
        rest.send("PUT", "/materials/values/contacts/" + contact, Map.of("values", Map.of("own_word", "x")));
        rest.send(
                "POST",
                "/conversions",
                Map.of(
                        "orderId",
                        "again" + context.seed(),
                        "externalUserId",
                        contact,
                        "amount",
                        1,
                        "currency",
                        "CNY",
                        "occurredAt",
                        "2026-11-30T00:00:00Z"));
    }
}
