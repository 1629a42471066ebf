package scrm.sop.calendar;

/**
 * An entry of the calendar.
 *
 * @param value its row
 */
record EntryId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
