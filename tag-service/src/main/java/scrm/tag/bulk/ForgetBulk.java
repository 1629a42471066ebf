package scrm.tag.bulk;

/**
 * Forget a bulk tagging.
 *
 * @param id the bulk tagging
 */
record ForgetBulk(long id) {
    static final String KIND = "bulk-tagging-forget";
}
