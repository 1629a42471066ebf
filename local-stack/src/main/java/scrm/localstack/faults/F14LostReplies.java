package scrm.localstack.faults;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * WeCom does what it is told, but its reply is lost: what must not be done twice is done once, and known in the end.
 */
final class F14LostReplies implements FaultRow {
    private static final String ADD_CONTACT_WAY = "externalcontact/add_contact_way";
    private static final String SEND_WELCOME = "externalcontact/send_welcome_msg";
    private static final String ADD_MESSAGE = FaultCorp.ADD_MESSAGE;
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
        long duplicates = FaultCorp.repeated(corp.timesOf(ADD_CONTACT_WAY, "state"))
                + FaultCorp.repeated(corp.timesOf(SEND_WELCOME, "welcome_code"))
                + FaultCorp.repeated(corp.timesOf(ADD_MESSAGE, "external_userid"));
        long open = codesInDoubt(corp) + messagesInDoubt(corp) + contacts - messaged(corp);
        return new Result(
                String.format(
                        Locale.ROOT,
                        "%d live codes, %d welcomes, %d receivers of messages, %d replies lost: duplicate calls %d, in doubt %d",
                        codes,
                        contacts,
                        corp.timesOf(ADD_MESSAGE, "external_userid").size(),
                        lost,
                        duplicates,
                        open),
                "duplicate non-idempotent calls 0; live codes and messages found again, in doubt 0",
                duplicates == 0 && open == 0 && lost == codes / 20 + contacts / 20 + 2);
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
