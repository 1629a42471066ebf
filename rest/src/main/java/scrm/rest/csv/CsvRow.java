package scrm.rest.csv;

import java.time.DateTimeException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;

/** One row of a {@link CsvFile}; notes what is wrong with it as {@code rows[<number>].<column>}. */
public final class CsvRow {
    /** What a decoder puts where it can make nothing of the bytes. */
    private static final char REPLACEMENT = '\uFFFD';

    private final int number;
    private final List<String> columns;
    private final List<String> cells;
    private final List<FieldProblem> problems;

    CsvRow(int number, List<String> columns, List<String> cells, List<FieldProblem> problems) {
        this.number = number;
        this.columns = columns;
        this.cells = cells;
        this.problems = problems;
    }

    /** As a spreadsheet counts it: the header is row 1. */
    public int number() {
        return number;
    }

    /**
     * What is wrong with it, as far as it was looked at; in {@link CsvFile#read} that of the rows before it as well.
     */
    public List<FieldProblem> problems() {
        return List.copyOf(problems);
    }

    /** Notes cells that a spreadsheet would run. */
    public void refuseFormulas() {
        columns.stream().filter(column -> Cells.isFormula(cell(column))).forEach(column -> note(column, "formula"));
    }

    /** Notes what is wrong with the row as a whole. */
    void note(String code) {
        problems.add(new FieldProblem("rows[" + number + "]", code));
    }

    /** Notes characters that are not UTF-8's. */
    boolean isReadable() {
        if (cells.stream().anyMatch(cell -> cell.indexOf(REPLACEMENT) >= 0)) {
            note("not_utf8");
            return false;
        }
        return true;
    }

    /** Notes cells beyond the header's. */
    boolean isWhole() {
        if (cells.stream().skip(columns.size()).anyMatch(cell -> !cell.isBlank())) {
            problems.add(new FieldProblem("rows[" + number + "]", "too_many_cells", columns.size()));
            return false;
        }
        return true;
    }

    /** Stripped; empty if the row ends before it or the file has no such column. */
    public String cell(String column) {
        int place = columns.indexOf(column);
        return place < 0 || place >= cells.size() ? "" : cells.get(place).strip();
    }

    /**
     * A cell's value.
     *
     * @param reader throws {@code IllegalArgumentException} or {@code DateTimeException} for what is none
     * @param code what is then noted
     * @return null if something was wrong with it, which is noted
     */
    public <T> @Nullable T required(String column, Function<String, T> reader, String code, Object... args) {
        if (cell(column).isEmpty()) {
            note(column, "required");
            return null;
        }
        return optional(column, reader, code, args);
    }

    /** The same of a cell that may be empty: null for that too. */
    public <T> @Nullable T optional(String column, Function<String, T> reader, String code, Object... args) {
        String cell = cell(column);
        if (cell.isEmpty()) {
            return null;
        }
        try {
            return reader.apply(cell);
        } catch (IllegalArgumentException | DateTimeException e) {
            note(column, code, args);
            return null;
        }
    }

    /** Notes what is wrong with a cell. */
    public void note(String column, String code, Object... args) {
        problems.add(new FieldProblem("rows[" + number + "]." + column, code, args));
    }

    /** Notes what is wrong with the row as a request. */
    public void note(InvalidRequest refusal) {
        refusal.problem()
                .errors()
                .forEach(error -> note(error.field(), error.code(), error.args().toArray()));
    }
}
