package scrm.channel.cost;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import scrm.channel.Money;
import scrm.channel.channel.ChannelId;
import scrm.channel.cost.CostController.CostRequest;
import scrm.rest.InvalidRequest;
import scrm.rest.csv.CsvFile;
import scrm.rest.csv.CsvRow;

/** Costs as a file: a cost in each row. */
final class CostFile {
    /** Most costs in a file. */
    static final int MOST_ROWS = 10_000;

    private static final CsvFile FILE = new CsvFile(
            List.of("channelId", "kind", "currency", "amount", "from", "until"), List.of("note"), MOST_ROWS);

    private CostFile() {}

    /**
     * The costs of a file, at least one.
     *
     * @param channels those that there are
     * @throws InvalidRequest if any row or the whole cannot be taken
     */
    static List<Cost> read(byte[] file, Set<ChannelId> channels) {
        return FILE.read(file, row -> cost(row, channels));
    }

    private static Optional<Cost> cost(CsvRow row, Set<ChannelId> channels) {
        Long channelId = row.required("channelId", Long::valueOf, "wrong_format", "12");
        if (channelId != null && !channels.contains(new ChannelId(channelId))) {
            row.note("channelId", "not_found");
            channelId = null;
        }
        Cost.Kind kind = row.required(
                "kind",
                Cost.Kind::valueOf,
                "not_allowed",
                Arrays.stream(Cost.Kind.values()).map(Enum::name).collect(Collectors.joining(", ")));
        String currency = row.required("currency", Function.identity(), "wrong_format", "CNY");
        Long amount = row.required("amount", Long::valueOf, "wrong_format", "12050");
        if (amount != null && (amount < 0 || amount > Money.MOST)) {
            row.note("amount", "out_of_range", 0, Money.MOST);
            amount = null;
        }
        LocalDate from = row.required("from", LocalDate::parse, "wrong_format", "2026-01-31");
        LocalDate until = row.required("until", LocalDate::parse, "wrong_format", "2026-01-31");
        String note = row.cell("note");
        if (note.length() > Cost.NOTE_LENGTH) {
            row.note("note", "too_long", Cost.NOTE_LENGTH);
            return Optional.empty();
        }
        if (channelId == null || kind == null || currency == null || amount == null || from == null || until == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CostRequest(
                            channelId.toString(), kind, currency, amount, from, until, note.isEmpty() ? null : note)
                    .cost());
        } catch (InvalidRequest e) {
            row.note(e);
            return Optional.empty();
        }
    }
}
