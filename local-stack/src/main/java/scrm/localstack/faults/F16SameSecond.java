package scrm.localstack.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

import scrm.simulator.callback.CallbackEvent;
import scrm.simulator.callback.CallbackEvents;

/** Different events of one second are all handled; two edits whose callbacks are byte-identical are both seen. */
final class F16SameSecond implements FaultRow {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Set<String> ALL_THREE = Set.of("ADDED", "EDITED", "DELETED_BY_CONTACT");

    @Override
    public String id() {
        return "F16";
    }

    @Override
    public String title() {
        return "different events in the same second; byte-identical events of two edits";
    }

    @Override
    public Result run(FaultContext context) {
        int each = context.size(50, 1_000);
        FaultCorp corp = context.corp(this);

        List<FaultCorp.Arrival> three = corp.arrive(each);
        List<CallbackEvent> callbacks = new ArrayList<>();
        for (FaultCorp.Arrival arrival : three) {
            CallbackEvents sameSecond = corp.eventsAt(arrival);
            callbacks.add(arrival.event());
            callbacks.add(sameSecond.editExternalContact(arrival.userId(), arrival.externalUserId()));
            callbacks.add(sameSecond.delFollowUser(arrival.userId(), arrival.externalUserId()));
        }
        corp.deliver(callbacks, 100);
        context.await("three of each second", PATIENCE, () -> handled(corp, three) == 3L * each);
        long handled = handled(corp, three);

        List<FaultCorp.Arrival> edited = corp.arrive(each);
        corp.announce(edited, 100);
        List<CallbackEvent> edits = edited.stream().map(corp::edited).toList();
        long stale = 0;
        for (String remark : List.of("第一次", "第二次")) {
            for (FaultCorp.Arrival arrival : edited) {
                corp.act(
                        "memberEditsRemark",
                        Map.of(
                                "userId",
                                arrival.userId(),
                                "externalUserId",
                                arrival.externalUserId(),
                                "remark",
                                remark));
            }
            // The second time these are the very bytes of the first.
            corp.deliver(edits, 100);
            context.await("remark " + remark, PATIENCE, () -> stale(corp, edited, remark) == 0);
            stale += stale(corp, edited, remark);
        }
        return new Result(
                String.format(
                        Locale.ROOT,
                        "%d times three events of one second: handled %d of %d; %d contacts edited twice: stale %d",
                        each,
                        handled,
                        3 * each,
                        each,
                        stale),
                "all three handled each time, stale 0",
                handled == 3L * each && stale == 0);
    }

    private static long handled(FaultCorp corp, List<FaultCorp.Arrival> arrivals) {
        long handled = 0;
        for (FaultCorp.Arrival arrival : arrivals) {
            Set<String> kinds = new HashSet<>();
            for (JsonNode entry : corp.timeline(arrival.externalUserId())) {
                kinds.add(entry.path("kind").asString());
            }
            kinds.retainAll(ALL_THREE);
            handled += kinds.size();
        }
        return handled;
    }

    private static long stale(FaultCorp corp, List<FaultCorp.Arrival> edited, String remark) {
        Set<String> current = new HashSet<>();
        for (JsonNode contact : corp.list("external-contacts")) {
            if (contact.path("followUsers").path(0).path("remark").asString().equals(remark)) {
                current.add(contact.path("externalUserId").asString());
            }
        }
        return edited.stream()
                .filter(arrival -> !current.contains(arrival.externalUserId()))
                .count();
    }
}
