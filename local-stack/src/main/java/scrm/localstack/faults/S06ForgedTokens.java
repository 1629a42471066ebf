package scrm.localstack.faults;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** A token that the issuer did not give out, or not for this, opens no operation, at the gateway or behind it. */
final class S06ForgedTokens implements FaultRow {
    @Override
    public String id() {
        return "S6";
    }

    @Override
    public String title() {
        return "JWT none, HS/RS confusion, expired, nbf, wrong aud, iss, kid, corps";
    }

    @Override
    public Result run(FaultContext context) {
        FaultCorp corp = context.corp(this);
        List<Operation> operations = context.operations();
        ForgedTokens tokens =
                new ForgedTokens(context.issuer(), corp.corpId(), String.join(" ", FaultContext.everyScope()));
        Map<String, String> invalid = tokens.invalid();
        Map<String, String> powerless = tokens.powerless();
        long lists = lists(operations).count();
        long before = served(context, corp, operations);
        Queue<String> accepted = new ConcurrentLinkedQueue<>();
        operations.parallelStream().forEach(operation -> {
            for (URI door : context.doors(operation)) {
                invalid.forEach((name, token) -> tryOut(accepted, operation, door, corp, name, token, 401));
                powerless.forEach((name, token) -> tryOut(accepted, operation, door, corp, name, token, 403));
            }
        });
        long after = served(context, corp, operations);
        return new Result(
                String.format(
                        Locale.ROOT,
                        "%d operations, each at the gateway and at its service; %d forged tokens, %d without the right:"
                                + " %d requests, accepted %s; a good token reads %d, then %d of %d lists",
                        operations.size(),
                        invalid.size(),
                        powerless.size(),
                        2 * operations.size() * (invalid.size() + powerless.size()),
                        FaultContext.count(accepted),
                        before,
                        after,
                        lists),
                "accepted 0: 401 for what is forged, 403 for what lacks the right; a good token reads all",
                accepted.isEmpty() && lists > 0 && before == lists && after == lists);
    }

    private static void tryOut(
            Queue<String> accepted,
            Operation operation,
            URI door,
            FaultCorp corp,
            String name,
            String token,
            int expected) {
        Caller.Answer answer = new Caller(door, token)
                .send(operation.method(), Caller.inCorp(corp.corpId(), operation.with("1")), null);
        if (!answer.isProblem(expected)) {
            accepted.add("%s: %s at %s answered %d".formatted(name, operation, door, answer.status()));
        }
    }

    private static Stream<Operation> lists(List<Operation> operations) {
        return operations.stream()
                .filter(operation -> operation.isList() && operation.variables().isEmpty());
    }

    private static long served(FaultContext context, FaultCorp corp, List<Operation> operations) {
        String token = context.bearer(corp);
        return lists(operations)
                .filter(list -> new Caller(context.doors(list).getLast(), token)
                        .get(Caller.inCorp(corp.corpId(), list.with("")))
                        .isOk())
                .count();
    }
}
