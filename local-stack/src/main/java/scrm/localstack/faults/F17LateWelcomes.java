package scrm.localstack.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A welcome code lives 20 s: nothing is sent with a dead one, a chat ends it, another app's sending only delays it. */
final class F17LateWelcomes implements FaultRow {
    private static final String API = "externalcontact/send_welcome_msg";
    private static final Duration CODE_LIVES = Duration.ofSeconds(20);
    private static final int CHATTING = 41051;
    private static final int ANOTHER_APP = 41096;

    @Override
    public String id() {
        return "F17";
    }

    @Override
    public String title() {
        return "welcome code late, 41051, 41096";
    }

    @Override
    public Result run(FaultContext context) {
        int each = context.size(20, 500);
        FaultCorp corp = context.corp(this);

        List<FaultCorp.Arrival> late = corp.arrive(each);
        context.last(CODE_LIVES.plusSeconds(1));
        corp.announce(late, 20);

        List<FaultCorp.Arrival> chatting = corp.arrive(each);
        for (FaultCorp.Arrival arrival : chatting) {
            corp.act(
                    "contactChats",
                    Map.of("userId", arrival.userId(), "externalUserId", arrival.externalUserId(), "text", "您好"));
        }
        corp.announce(chatting, 20);

        List<FaultCorp.Arrival> delayed = corp.arrive(each);
        try (var _ = corp.breaks(API, Map.of("errcode", ANOTHER_APP, "count", 2 * each))) {
            corp.announce(delayed, 20);
            List<FaultCorp.Arrival> all = new ArrayList<>(late);
            all.addAll(chatting);
            all.addAll(delayed);
            corp.awaitEffects(all, Duration.ofMinutes(2));
            context.last(CODE_LIVES);
        }
        Calls lateCalls = calls(corp, late);
        Calls chattingCalls = calls(corp, chatting);
        Calls delayedCalls = calls(corp, delayed);
        int afterEnd = lateCalls.afterEnd() + chattingCalls.afterEnd() + delayedCalls.afterEnd();
        return new Result(
                String.format(
                        Locale.ROOT,
                        "%d each: late callbacks led to %d calls; 41051 answered to %d contacts in %d calls; after %d answers 41096 welcomed %d; calls after a code's end %d",
                        each,
                        lateCalls.all(),
                        chattingCalls.refused(),
                        chattingCalls.all(),
                        delayedCalls.refused(),
                        delayedCalls.welcomed(),
                        afterEnd),
                "late calls 0; 41051 is final; all welcomed after 41096, inside 20 s",
                lateCalls.all() == 0
                        && afterEnd == 0
                        && chattingCalls.refused() == each
                        && chattingCalls.all() == each
                        && delayedCalls.refused() == 2 * each
                        && delayedCalls.welcomed() == each);
    }

    /** What WeCom saw of the welcome codes of some contacts. */
    private record Calls(int all, int refused, int welcomed, int afterEnd) {}

    private static Calls calls(FaultCorp corp, List<FaultCorp.Arrival> arrivals) {
        Map<String, Instant> ends = new HashMap<>();
        for (FaultCorp.Arrival arrival : arrivals) {
            String xml = arrival.event().xml();
            Instant begin = Instant.ofEpochSecond(Long.parseLong(FaultCorp.element(xml, "CreateTime")));
            // CreateTime is cut to seconds: the code may live one more than it says.
            ends.put(
                    FaultCorp.element(xml, "WelcomeCode"),
                    begin.plus(CODE_LIVES).plusSeconds(1));
        }
        int all = 0;
        int refused = 0;
        int afterEnd = 0;
        Set<String> welcomed = new HashSet<>();
        for (JsonNode call : corp.ledger(API)) {
            String code = FaultCorp.body(call).path("welcome_code").asString();
            Instant end = ends.get(code);
            if (end != null) {
                int errcode = call.path("errcode").asInt();
                all++;
                refused += errcode == CHATTING || errcode == ANOTHER_APP ? 1 : 0;
                afterEnd += Instant.parse(call.path("at").asString()).isAfter(end) ? 1 : 0;
                if (errcode == 0) {
                    welcomed.add(code);
                }
            }
        }
        return new Calls(all, refused, welcomed.size(), afterEnd);
    }
}
