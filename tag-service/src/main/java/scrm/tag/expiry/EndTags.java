package scrm.tag.expiry;

/** Take away the tags of a corp whose time has ended. One piece of work per corp, due when the next one ends. */
record EndTags() {
    static final String KIND = "tag-expiry";
    static final String KEY = "all";
}
