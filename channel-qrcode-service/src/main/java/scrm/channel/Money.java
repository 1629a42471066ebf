package scrm.channel;

import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;

import scrm.rest.InvalidRequest;

/** Amounts are whole numbers of their currency's minor unit (cents), so that nothing is ever rounded in storage. */
public final class Money {
    /** The largest single amount: sums of ten million of them fit a {@code long}. */
    public static final long MOST = 100_000_000_000L;

    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private Money() {}

    /** @throws InvalidRequest if that is no currency of ISO 4217 */
    public static void checkCurrency(String field, String currency) {
        if (!CURRENCIES.contains(currency)) {
            throw InvalidRequest.field(field, "wrong_format", "CNY");
        }
    }
}
