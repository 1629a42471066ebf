package scrm.sop.definition;

/** Names of dates that are kept for contacts. */
public final class ContactDateField {
    /** For {@code @Pattern} on a field of a request. */
    public static final String PATTERN = "^[a-z][a-z0-9_]{0,31}$";

    private ContactDateField() {}
}
