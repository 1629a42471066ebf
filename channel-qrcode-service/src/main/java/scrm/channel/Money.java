package scrm.channel;

import java.util.Currency;

import scrm.rest.InvalidRequest;

/** Amounts are whole numbers of their currency's minor unit (cents), so that nothing is ever rounded in storage. */
public final class Money {
    /** The largest single amount: sums of ten million of them fit a {@code long}. */
    public static final long MOST = 100_000_000_000L;

    private Money() {}

    /** @throws InvalidRequest if that is no currency of ISO 4217 */
    public static void checkCurrency(String field, String currency) {
        if (Currency.getAvailableCurrencies().stream()
                .noneMatch(known -> known.getCurrencyCode().equals(currency))) {
            throw InvalidRequest.field(field, "wrong_format", "CNY");
        }
    }
}
