package scrm.localstack.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

import scrm.localstack.Service;

/**
 * Somebody has to mend a corp's settings: nothing is tried again while that is known, the log names what is to be
 * mended, and whoever asks REST is told the same. What waits for it goes on by itself afterwards, which takes a minute
 * at least and is shown by tests of the service.
 */
final class F12Misconfigured implements FaultRow {
    private static final String TOKEN = "gettoken";
    private static final String API = "externalcontact/add_contact_way";

    /** Calls that were under way when the first of them was refused. */
    private static final Duration UNDER_WAY = Duration.ofSeconds(1);

    private static final Duration LOOK = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Which call WeCom refuses with what. */
    private record Way(String path, int errcode) {}

    private static final List<Way> WAYS = List.of(new Way(API, 60020), new Way(API, 48002), new Way(TOKEN, 40001));

    @Override
    public String id() {
        return "F12";
    }

    @Override
    public String title() {
        return "60020, 48002, 40001 bad secret";
    }

    @Override
    public Result run(FaultContext context) {
        int codes = context.size(20, 200);
        List<String> figures = new ArrayList<>();
        boolean holds = true;
        for (Way way : WAYS) {
            FaultCorp corp = context.corp(this, "e" + way.errcode());
            NewLogLines log = new NewLogLines(context.stack().service(Service.CHANNEL));
            try (var _ = corp.breaks(way.path(), Map.of("errcode", way.errcode()))) {
                if (way.path().equals(TOKEN)) {
                    revokeTokens(context, corp);
                }
                for (int i = 0; i < codes; i++) {
                    corp.openLiveCode("活码" + i);
                }
                context.await("what %d live codes wait for".formatted(codes), PATIENCE, () -> told(corp, way) == codes);
                context.last(LOOK);
            }
            List<Instant> refused = corp.ledger(way.path()).stream()
                    .filter(call -> call.path("errcode").asInt() == way.errcode())
                    .map(call -> Instant.parse(call.path("at").asString()))
                    .toList();
            long retries = refused.stream()
                    .filter(at -> at.isAfter(refused.getFirst().plus(UNDER_WAY)))
                    .count();
            long alerts = log.lines("%s is refused".formatted(corp.corpId()));
            figures.add(String.format(
                    Locale.ROOT,
                    "%d: %d of %d told why, refused %d, retries %d, alerts %d",
                    way.errcode(),
                    told(corp, way),
                    codes,
                    refused.size(),
                    retries,
                    alerts));
            holds &= told(corp, way) == codes && !refused.isEmpty() && retries == 0 && alerts == 1;
        }
        return new Result(String.join("; ", figures), "all told why, retries 0, one alert each", holds);
    }

    private static void revokeTokens(FaultContext context, FaultCorp corp) {
        context.stack().client().simulator().post("/simulator/corps/" + corp.corpId() + "/revoke-tokens", Map.of());
    }

    /** Live codes whose failure names WeCom's errcode. */
    private static long told(FaultCorp corp, Way way) {
        return corp.list("live-codes").stream()
                .map(code -> code.path("failure"))
                .filter((JsonNode failure) -> failure.path("errcode").asInt() == way.errcode())
                .count();
    }
}
