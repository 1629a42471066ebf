package scrm.localstack.faults;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * WeCom does a part of what it is asked: of a message's receivers it refuses some, of many tags some are of contacts
 * who are gone, of many live codes some name a member who is not there. Each item is told for itself, and what went
 * well is not asked again.
 */
final class F13PartialSuccess implements FaultRow {
    private static final String ADD_MESSAGE = "externalcontact/add_msg_template";
    private static final String MARK_TAG = "externalcontact/mark_tag";
    private static final String ADD_CONTACT_WAY = "externalcontact/add_contact_way";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** One contact in so many is gone, one live code in so many names nobody. */
    private static final int EVERY = 5;

    private static final int UNKNOWN_MEMBER = 60111;

    @Override
    public String id() {
        return "F13";
    }

    @Override
    public String title() {
        return "partial success: fail_list, contacts that are gone, unknown members";
    }

    @Override
    public Result run(FaultContext context) {
        FaultCorp corp = context.corp(this);
        corp.publishPlan("PT1S");
        List<FaultCorp.Arrival> arrivals = corp.arrive(context.size(50, 1_000));
        Set<String> gone = new HashSet<>();
        for (int i = 0; i < arrivals.size(); i += EVERY) {
            FaultCorp.Arrival arrival = arrivals.get(i);
            // Before we are told that they came, and nobody tells us that they left.
            corp.act("memberDeletes", Map.of("userId", arrival.userId(), "externalUserId", arrival.externalUserId()));
            gone.add(arrival.externalUserId());
        }
        corp.announce(arrivals, 40);
        List<String> contacts =
                arrivals.stream().map(FaultCorp.Arrival::externalUserId).toList();
        Counts codes = codes(context, corp, context.size(20, 200));
        Counts messages = messages(context, corp, contacts, gone);
        Counts tags = tags(context, corp, contacts, gone);
        return new Result(
                "receivers of messages: %s; tags: %s; live codes: %s".formatted(messages, tags, codes),
                "items correct 100 %, some refused, none that went well asked again",
                messages.isRight() && tags.isRight() && codes.isRight());
    }

    /**
     * @param items how many there are
     * @param refused how many of them WeCom refuses
     * @param correct how many are told as WeCom has it
     * @param repeated how many went well and were asked again
     */
    private record Counts(int items, int refused, long correct, long repeated) {
        boolean isRight() {
            return correct == items && repeated == 0 && refused > 0 && refused < items;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%d of %d correct, %d refused, repeated %d", correct, items, refused, repeated);
        }
    }

    /** The refused receivers of a message are told as refused, and are not sent to again. */
    private static Counts messages(FaultContext context, FaultCorp corp, List<String> contacts, Set<String> gone) {
        Map<String, String> deliveries = new HashMap<>();
        context.await("messages", PATIENCE, () -> {
            deliveries.putAll(deliveries(corp));
            return deliveries.size() == contacts.size() && !deliveries.containsValue("QUEUED");
        });
        Set<String> reached = Set.of("HANDED_OVER", "SENT");
        long correct = contacts.stream()
                .filter(contact -> gone.contains(contact)
                        ? deliveries.getOrDefault(contact, "").equals("REFUSED")
                        : reached.contains(deliveries.getOrDefault(contact, "")))
                .count();
        return new Counts(contacts.size(), gone.size(), correct, repeated(done(corp, ADD_MESSAGE), "external_userid"));
    }

    private static Map<String, String> deliveries(FaultCorp corp) {
        Map<String, String> deliveries = new HashMap<>();
        for (JsonNode message : corp.list("group-messages")) {
            corp.list("group-messages/" + message.path("id").asString() + "/results")
                    .forEach(result -> deliveries.put(
                            result.path("externalUserId").asString(),
                            result.path("delivery").asString()));
        }
        return deliveries;
    }

    /** A contact who is gone may be one of whom WeCom does not know yet: that tag alone is tried again, for a while. */
    private static Counts tags(FaultContext context, FaultCorp corp, List<String> contacts, Set<String> gone) {
        Set<String> held = new HashSet<>();
        context.await("tags", PATIENCE, () -> {
            contacts.stream()
                    .filter(contact ->
                            !held.contains(contact) && states(corp, contact).equals(Set.of("APPLIED")))
                    .forEach(held::add);
            return held.size() >= contacts.size() - gone.size()
                    && attempted(corp).containsAll(gone);
        });
        Set<String> unsettled = Set.of("PENDING", "REJECTED");
        long correct = contacts.stream()
                .filter(contact -> gone.contains(contact)
                        ? !held.contains(contact) && unsettled.containsAll(states(corp, contact))
                        : held.contains(contact))
                .count();
        return new Counts(contacts.size(), gone.size(), correct, repeated(done(corp, MARK_TAG), "external_userid"));
    }

    private static Set<String> states(FaultCorp corp, String contact) {
        return corp.list("external-contacts/" + contact + "/tags").stream()
                .map(assignment -> assignment.path("state").asString())
                .collect(Collectors.toSet());
    }

    private static Set<String> attempted(FaultCorp corp) {
        return corp.ledger(MARK_TAG).stream()
                .map(call -> FaultCorp.body(call).path("external_userid").asString())
                .collect(Collectors.toSet());
    }

    /** A live code that names a member who is not there fails alone, and is made once it names others. */
    private static Counts codes(FaultContext context, FaultCorp corp, int count) {
        int before = corp.list("live-codes").size();
        Set<String> wrong = new HashSet<>();
        for (int i = 0; i < count; i++) {
            List<String> users = i % EVERY == 0 ? List.of("member1", "nobody") : FaultCorp.users();
            String id = corp.openLiveCode("活码" + i, users).path("id").asString();
            if (i % EVERY == 0) {
                wrong.add(id);
            }
        }
        context.await("live codes", PATIENCE, () -> withStatus(corp, "CREATING").isEmpty());
        long correct = before + count - withStatus(corp, "ACTIVE").size() == wrong.size()
                ? withStatus(corp, "FAILED").stream()
                                .filter(code -> wrong.contains(code.path("id").asString())
                                        && code.at("/failure/errcode").asInt() == UNKNOWN_MEMBER)
                                .count()
                        + withStatus(corp, "ACTIVE").size()
                        - before
                : 0;
        for (String id : wrong) {
            corp.edit("/live-codes/" + id, Map.of("name", "改正", "users", FaultCorp.users()));
        }
        boolean mended = context.await(
                "mended live codes", PATIENCE, () -> withStatus(corp, "ACTIVE").size() == before + count);
        return new Counts(count, wrong.size(), mended ? correct : 0, repeated(done(corp, ADD_CONTACT_WAY), "state"));
    }

    private static List<JsonNode> withStatus(FaultCorp corp, String status) {
        return corp.list("live-codes").stream()
                .filter(code -> code.path("status").asString().equals(status))
                .toList();
    }

    private static List<JsonNode> done(FaultCorp corp, String path) {
        return corp.ledger(path).stream()
                .filter(call -> call.path("errcode").asInt() == 0)
                .toList();
    }

    /** Values of a field for which WeCom did something more than once. */
    private static long repeated(List<JsonNode> calls, String field) {
        Map<String, Long> times = calls.stream()
                .map(call -> FaultCorp.body(call).path(field))
                .flatMap(value -> value.isArray() ? value.valueStream() : Stream.of(value))
                .collect(Collectors.groupingBy(JsonNode::asString, Collectors.counting()));
        return times.values().stream().filter(n -> n > 1).count();
    }
}
