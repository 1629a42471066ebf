package scrm.rest.csv;

/** Text in cells of a table that a spreadsheet opens. */
public final class Cells {
    private static final String FORMULA_BEGINS = "=+-@\t\r";

    private Cells() {}

    /**
     * Text that stays text: a spreadsheet would run what begins like a formula, and names are what somebody typed. The
     * apostrophe in front tells it not to. Source: OWASP, CSV injection.
     */
    public static String guarded(String text) {
        return isFormula(text) ? "'" + text : text;
    }

    /** Whether a spreadsheet would run it. */
    public static boolean isFormula(String text) {
        return !text.isEmpty() && FORMULA_BEGINS.indexOf(text.charAt(0)) >= 0;
    }
}
