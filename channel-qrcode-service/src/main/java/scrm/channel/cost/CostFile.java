package scrm.channel.cost;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

import scrm.channel.channel.ChannelId;
import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;

/**
 * Costs as CSV (RFC 4180): a header, then a cost in each row. Every row is looked at before anything is refused, so
 * that a file is mended in one go; rows are named as a spreadsheet counts them, the header being row 1.
 */
final class CostFile {
    /** Most costs in a file. */
    static final int MOST_ROWS = 10_000;

    /** Most problems that are told; more help nobody. */
    static final int MOST_PROBLEMS = 1_000;

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final List<String> REQUIRED = List.of("channelId", "kind", "currency", "amount", "from", "until");
    private static final String OPTIONAL = "note";

    private CostFile() {}

    /**
     * The costs of a file, at least one.
     *
     * @param channels those that there are
     * @throws InvalidRequest if any row or the whole cannot be taken
     */
    static List<Cost> read(byte[] file, Set<ChannelId> channels) {
        List<Cost> costs = new ArrayList<>();
        List<FieldProblem> problems = new ArrayList<>();
        int row = 0;
        int filled = 0;
        try {
            Iterator<CsvRecord> records = parser(text(file)).iterator();
            List<String> columns = List.of();
            while (records.hasNext() && filled <= MOST_ROWS) {
                List<String> cells = records.next().getFields();
                row++;
                if (row == 1) {
                    columns = columns(cells);
                } else if (!cells.stream().allMatch(String::isBlank)) { // spreadsheets leave such rows at the end
                    filled++;
                    new CostRow(row, columns, cells, channels, problems).cost().ifPresent(costs::add);
                }
            }
        } catch (CsvParseException e) {
            problems.add(new FieldProblem("rows[" + (row + 1) + "]", "malformed"));
        }
        if (filled > MOST_ROWS) {
            throw InvalidRequest.field("rows", "too_many", MOST_ROWS);
        }
        if (problems.isEmpty() && costs.isEmpty()) {
            throw InvalidRequest.field("rows", "too_few", 1);
        }
        if (!problems.isEmpty()) {
            throw InvalidRequest.fields(told(problems));
        }
        return costs;
    }

    private static String text(byte[] file) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw InvalidRequest.field("body", "not_utf8");
        }
    }

    private static CsvReader<CsvRecord> parser(String text) {
        return CsvReader.builder()
                .skipEmptyLines(false) // they count as rows
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .ofCsvRecord(text);
    }

    private static List<String> columns(List<String> header) {
        List<String> columns = header.stream().map(String::strip).toList();
        List<FieldProblem> problems = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String column : columns) {
            if (!REQUIRED.contains(column) && !column.equals(OPTIONAL)) {
                problems.add(new FieldProblem("rows[1]", "not_allowed", String.join(", ", REQUIRED) + ", " + OPTIONAL));
            } else if (!seen.add(column)) {
                problems.add(new FieldProblem("rows[1]." + column, "duplicate"));
            }
        }
        REQUIRED.stream()
                .filter(column -> !seen.contains(column))
                .forEach(column -> problems.add(new FieldProblem("rows[1]." + column, "required")));
        if (!problems.isEmpty()) {
            throw InvalidRequest.fields(told(problems.stream().distinct().toList()));
        }
        return columns;
    }

    private static List<FieldProblem> told(List<FieldProblem> problems) {
        if (problems.size() <= MOST_PROBLEMS) {
            return problems;
        }
        List<FieldProblem> told = new ArrayList<>(problems.subList(0, MOST_PROBLEMS));
        told.add(new FieldProblem("rows", "more_problems", problems.size() - MOST_PROBLEMS));
        return told;
    }
}
