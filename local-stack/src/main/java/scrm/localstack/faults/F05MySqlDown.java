package scrm.localstack.faults;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import scrm.localstack.Json;
import scrm.stores.StoreServer;

/** Kills the database: callbacks are still acknowledged through Kafka, REST says when to come back. */
final class F05MySqlDown implements FaultRow {
    @Override
    public String id() {
        return "F5";
    }

    @Override
    public String title() {
        return "MySQL down";
    }

    @Override
    public Result run(FaultContext context) {
        int seconds = context.size(20, 60);
        int perSecond = context.size(50, 200);
        FaultCorp corp = context.corp(this);
        List<FaultCorp.Arrival> arrivals = corp.arrive(seconds * perSecond);
        StoreServer mysql = context.stack().stores().mysql();

        mysql.kill();
        CallbackLoad.Acks acks;
        Json.Answer read;
        try {
            acks = corp.load()
                    .sendAsWeCom(arrivals.stream().map(FaultCorp.Arrival::event).toList(), perSecond);
            read = corp.rest().send("GET", "/external-contacts", null);
        } finally {
            mysql.start();
        }
        FaultCorp.Effects effects = corp.awaitEffects(arrivals, Duration.ofMinutes(5));
        boolean saysWhen = read.status() == 503 && read.header("Retry-After").isPresent();
        return new Result(
                String.format(
                        Locale.ROOT,
                        "acked %d of %d at the first attempt, p99 ack %d ms, REST %d%s, lost %d, duplicate effects %d",
                        acks.acked(),
                        arrivals.size(),
                        acks.p99Millis(),
                        read.status(),
                        saysWhen ? " with Retry-After" : "",
                        effects.missing(),
                        effects.repeated()),
                "all acked, REST 503 with Retry-After, lost 0",
                acks.unacked().isEmpty() && saysWhen && effects.missing() == 0 && effects.repeated() == 0);
    }
}
