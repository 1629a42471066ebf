package scrm.rest.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;

/**
 * A file of CSV (RFC 4180) in UTF-8, with or without a byte order mark: a header, then an item in each row. Every row
 * is looked at before anything is refused, so that a file is mended in one go; rows are named as a spreadsheet counts
 * them, the header being row 1.
 *
 * @param required the columns that a header must have
 * @param optional those that it may have
 * @param mostRows how many items a file may hold
 */
public record CsvFile(List<String> required, List<String> optional, int mostRows) {
    /** Most problems that are told; more help nobody. */
    private static final int MOST_PROBLEMS = 1_000;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    public CsvFile {
        required = List.copyOf(required);
        optional = List.copyOf(optional);
    }

    /**
     * The items of a file, at least one.
     *
     * @param reader makes an item of a row; empty if it noted something wrong with it
     * @throws InvalidRequest if any row or the whole cannot be taken
     */
    public <T> List<T> read(byte[] file, Function<CsvRow, Optional<T>> reader) {
        List<T> items = new ArrayList<>();
        List<FieldProblem> problems = new ArrayList<>();
        int number = 0;
        int filled = 0;
        try {
            Iterator<CsvRecord> records = parser(new StringReader(text(file))).iterator();
            List<String> columns = List.of();
            while (records.hasNext() && filled <= mostRows) {
                List<String> cells = records.next().getFields();
                number++;
                if (number == 1) {
                    columns = columns(cells);
                } else if (!cells.stream().allMatch(String::isBlank)) { // spreadsheets leave such rows at the end
                    filled++;
                    CsvRow row = new CsvRow(number, columns, cells, problems);
                    if (row.isWhole()) {
                        reader.apply(row).ifPresent(items::add);
                    }
                }
            }
        } catch (CsvParseException e) {
            problems.add(new FieldProblem("rows[" + (number + 1) + "]", "malformed"));
        }
        if (filled > mostRows) {
            throw InvalidRequest.field("rows", "too_many", mostRows);
        }
        if (problems.isEmpty() && items.isEmpty()) {
            throw InvalidRequest.field("rows", "too_few", 1);
        }
        if (!problems.isEmpty()) {
            throw InvalidRequest.fields(told(problems));
        }
        return items;
    }

    /**
     * Reads a file row by row, however long it is: what is wrong with a row is noted in that row alone, and the others
     * go on. Only a quotation mark that is never closed ends the file, for what follows it cannot be told apart.
     *
     * @param reader gets each row that is not blank, also those that have problems already
     * @throws InvalidRequest if the header cannot be taken, or there are too many rows or none
     */
    public void forEach(InputStream file, Consumer<CsvRow> reader) throws IOException {
        int number = 0;
        int filled = 0;
        List<String> columns = List.of();
        try (CsvReader<CsvRecord> records = parser(lenient(file))) {
            for (CsvRecord line : records) {
                List<String> cells = line.getFields();
                number++;
                if (number == 1) {
                    columns = columns(cells);
                } else if (!cells.stream().allMatch(String::isBlank)) {
                    if (++filled > mostRows) {
                        throw InvalidRequest.field("rows", "too_many", mostRows);
                    }
                    CsvRow row = new CsvRow(number, columns, cells, new ArrayList<>());
                    boolean _ = row.isReadable() && row.isWhole();
                    reader.accept(row);
                }
            }
        } catch (CsvParseException e) {
            CsvRow row = new CsvRow(number + 1, columns, List.of(), new ArrayList<>());
            row.note("malformed");
            reader.accept(row);
            filled++;
        }
        if (filled == 0) {
            throw InvalidRequest.field("rows", "too_few", 1);
        }
    }

    /** Without its byte order mark; characters that are none are replaced. */
    private static Reader lenient(InputStream file) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK.charAt(0)) {
            reader.reset();
        }
        return reader;
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

    private static CsvReader<CsvRecord> parser(Reader text) {
        return CsvReader.builder()
                .skipEmptyLines(false) // they count as rows
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .ofCsvRecord(text);
    }

    private List<String> columns(List<String> header) {
        List<String> columns = header.stream().map(String::strip).toList();
        List<String> allowed =
                Stream.concat(required.stream(), optional.stream()).toList();
        List<FieldProblem> problems = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String column : columns) {
            if (!allowed.contains(column)) {
                problems.add(new FieldProblem("rows[1]", "not_allowed", String.join(", ", allowed)));
            } else if (!seen.add(column)) {
                problems.add(new FieldProblem("rows[1]." + column, "duplicate"));
            }
        }
        required.stream()
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
