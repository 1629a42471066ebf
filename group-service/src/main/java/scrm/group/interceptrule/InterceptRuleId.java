package scrm.group.interceptrule;

/**
 * An intercept rule of ours.
 *
 * @param value its row
 */
record InterceptRuleId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
