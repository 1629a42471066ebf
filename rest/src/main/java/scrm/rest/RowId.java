package scrm.rest;

/** How ids of ours are written: row numbers as strings. Bodies may give them as JSON numbers too. */
public final class RowId {
    /** For {@code @Pattern} on a field of a request. Anchored, for JSON Schema matches anywhere. */
    public static final String PATTERN = "^[0-9]{1,18}$";

    private RowId() {}
}
