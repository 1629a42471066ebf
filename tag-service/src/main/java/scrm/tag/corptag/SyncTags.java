package scrm.tag.corptag;

/** Read the corp's tags anew; one call gives all. */
record SyncTags() {
    static final String KIND = "corp-tag-sync";
    static final String KEY = "all";
}
