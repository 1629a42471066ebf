package scrm.channel.cost;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

import scrm.channel.Money;
import scrm.channel.channel.ChannelId;
import scrm.channel.cost.CostController.CostRequest;
import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;

/** One row of a file of costs on its way to a cost; notes what is wrong with it. */
final class CostRow {
    private final int row;
    private final List<String> columns;
    private final List<String> cells;
    private final Set<ChannelId> channels;
    private final List<FieldProblem> problems;

    CostRow(int row, List<String> columns, List<String> cells, Set<ChannelId> channels, List<FieldProblem> problems) {
        this.row = row;
        this.columns = columns;
        this.cells = cells;
        this.channels = channels;
        this.problems = problems;
    }

    /** Empty if something was wrong. */
    Optional<Cost> cost() {
        if (cells.stream().skip(columns.size()).anyMatch(cell -> !cell.isBlank())) {
            problems.add(new FieldProblem("rows[" + row + "]", "too_many_cells", columns.size()));
            return Optional.empty();
        }
        Long channelId = required("channelId", Long::valueOf, "wrong_format", "12");
        if (channelId != null && !channels.contains(new ChannelId(channelId))) {
            note("channelId", "not_found");
            channelId = null;
        }
        Cost.Kind kind = required(
                "kind",
                Cost.Kind::valueOf,
                "not_allowed",
                Arrays.stream(Cost.Kind.values()).map(Enum::name).collect(Collectors.joining(", ")));
        String currency = required("currency", Function.identity(), "wrong_format", "CNY");
        Long amount = required("amount", Long::valueOf, "wrong_format", "12050");
        if (amount != null && (amount < 0 || amount > Money.MOST)) {
            note("amount", "out_of_range", 0, Money.MOST);
            amount = null;
        }
        LocalDate from = required("from", LocalDate::parse, "wrong_format", "2026-01-31");
        LocalDate until = required("until", LocalDate::parse, "wrong_format", "2026-01-31");
        String note = cell("note");
        if (note.length() > Cost.NOTE_LENGTH) {
            note("note", "too_long", Cost.NOTE_LENGTH);
            return Optional.empty();
        }
        if (channelId == null || kind == null || currency == null || amount == null || from == null || until == null) {
            return Optional.empty();
        }
        return checked(new CostRequest(channelId, kind, currency, amount, from, until, note.isEmpty() ? null : note));
    }

    private Optional<Cost> checked(CostRequest request) {
        try {
            return Optional.of(request.cost());
        } catch (InvalidRequest e) {
            e.problem()
                    .errors()
                    .forEach(error ->
                            note(error.field(), error.code(), error.args().toArray()));
            return Optional.empty();
        }
    }

    private <T> @Nullable T required(String column, Function<String, T> reader, String code, Object... args) {
        String cell = cell(column);
        if (cell.isEmpty()) {
            note(column, "required");
            return null;
        }
        try {
            return reader.apply(cell);
        } catch (IllegalArgumentException | DateTimeException e) {
            note(column, code, args);
            return null;
        }
    }

    /** Stripped; empty if the row ends before it or the file has no such column. */
    private String cell(String column) {
        int place = columns.indexOf(column);
        return place < 0 || place >= cells.size() ? "" : cells.get(place).strip();
    }

    private void note(String column, String code, Object... args) {
        problems.add(new FieldProblem("rows[" + row + "]." + column, code, args));
    }
}
