package scrm.localstack.demo;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import scrm.localstack.Progress;

/** What channels cost, and what contacts buy; amounts in fen. */
final class SaleScenes {
    private final DemoCorp corp;
    private final Progress progress;

    SaleScenes(DemoCorp corp, Progress progress) {
        this.corp = corp;
        this.progress = progress;
    }

    /** For that day alone. */
    void cost(Source source, String kind, long amount, LocalDate day) {
        corp.rest()
                .post(
                        "/costs",
                        Map.of(
                                "channelId",
                                source.channelId(),
                                "kind",
                                kind,
                                "currency",
                                "CNY",
                                "amount",
                                amount,
                                "from",
                                day.toString(),
                                "until",
                                day.toString()));
    }

    void buy(Source source, List<String> buyers, long amount) {
        for (int i = 0; i < buyers.size(); i++) {
            corp.rest()
                    .post(
                            "/conversions",
                            Map.of(
                                    "orderId",
                                    order(source, i),
                                    "externalUserId",
                                    buyers.get(i),
                                    "currency",
                                    "CNY",
                                    "amount",
                                    amount,
                                    "occurredAt",
                                    corp.now().toInstant().toString()));
        }
        progress.print("  %s: %d orders of %.2f yuan".formatted(source.name(), buyers.size(), amount / 100.0));
    }

    void refund(Source source, long amount) {
        corp.rest()
                .post(
                        "/conversions/" + order(source, 0) + "/refunds",
                        Map.of(
                                "refundId",
                                "1",
                                "amount",
                                amount,
                                "occurredAt",
                                corp.now().toInstant().toString()));
        progress.print("  %s: %.2f yuan paid back".formatted(source.name(), amount / 100.0));
    }

    private static String order(Source source, int number) {
        return "order-" + source.channelId() + "-" + number;
    }
}
