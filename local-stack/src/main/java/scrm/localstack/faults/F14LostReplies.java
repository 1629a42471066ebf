package scrm.localstack.faults;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * WeCom does what it is told, but its reply is lost: what must not be done twice is done once, and known in the end.
 */
final class F14LostReplies implements FaultRow {
    private static final String ADD_CONTACT_WAY = "externalcontact/add_contact_way";
    private static final String SEND_WELCOME = "externalcontact/send_welcome_msg";
    private static final String ADD_MESSAGE = "externalcontact/add_msg_template";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Override
    public String id() {
        return "F14";
    }

    @Override
    public String title() {
        return "reply lost after execution";
    }

    @Override
    public Result run(FaultContext context) {
        int codes = context.size(40, 400);
        int contacts = context.size(200, 4_000);
        FaultCorp corp = context.corp(this);
        corp.publishPlan("PT1S");
        List<FaultCorp.Arrival> arrivals = corp.arrive(contacts);
        // One in twenty; of the messages, of which there are few, two.
        try (var _ = corp.breaks(ADD_CONTACT_WAY, Map.of("dropReply", true, "count", codes / 20));
                var _ = corp.breaks(SEND_WELCOME, Map.of("dropReply", true, "count", contacts / 20));
                var _ = corp.breaks(ADD_MESSAGE, Map.of("dropReply", true, "count", 2))) {
            for (int i = 0; i < codes; i++) {
                corp.openLiveCode("活码" + i);
            }
            corp.announce(arrivals, 40);
            context.await("live codes", PATIENCE, () -> codesInDoubt(corp) == 0);
            context.await("messages", PATIENCE, () -> messaged(corp) == contacts && messagesInDoubt(corp) == 0);
        }
        corp.awaitEffects(arrivals, PATIENCE);
        long lost = corp.ledger("").stream()
                .filter(call -> call.path("status").asInt() == 0
                        && call.path("executed").asBoolean())
                .count();
        long duplicates = duplicates(timesOf(corp, ADD_CONTACT_WAY, "state"))
                + duplicates(timesOf(corp, SEND_WELCOME, "welcome_code"))
                + duplicates(timesOf(corp, ADD_MESSAGE, "external_userid"));
        long open = codesInDoubt(corp) + messagesInDoubt(corp) + contacts - messaged(corp);
        return new Result(
                String.format(
                        Locale.ROOT,
                        "%d live codes, %d welcomes, %d receivers of messages, %d replies lost: duplicate calls %d, in doubt %d",
                        codes,
                        contacts,
                        timesOf(corp, ADD_MESSAGE, "external_userid").size(),
                        lost,
                        duplicates,
                        open),
                "duplicate non-idempotent calls 0; live codes and messages found again, in doubt 0",
                duplicates == 0 && open == 0 && lost == codes / 20 + contacts / 20 + 2);
    }

    /** How often WeCom was called for each value of a field, whatever it answered. */
    private static Map<String, Integer> timesOf(FaultCorp corp, String path, String field) {
        Map<String, Integer> times = new HashMap<>();
        for (JsonNode call : corp.ledger(path)) {
            JsonNode body = FaultCorp.body(call).path(field);
            Collection<JsonNode> values = body.isArray() ? body.values() : List.of(body);
            values.forEach(value -> times.merge(value.asString(), 1, Integer::sum));
        }
        return times;
    }

    private static long duplicates(Map<String, Integer> times) {
        return times.values().stream().filter(n -> n > 1).count();
    }

    private static long codesInDoubt(FaultCorp corp) {
        return corp.list("live-codes").stream()
                .filter(code -> !code.path("status").asString().equals("ACTIVE"))
                .count();
    }

    private static long messagesInDoubt(FaultCorp corp) {
        return corp.list("group-messages").stream()
                .filter(message -> !message.hasNonNull("msgid"))
                .count();
    }

    private static int messaged(FaultCorp corp) {
        return corp.list("group-messages").stream()
                .mapToInt(message -> message.path("receivers").asInt())
                .sum();
    }
}
