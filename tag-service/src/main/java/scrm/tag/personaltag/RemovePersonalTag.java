package scrm.tag.personaltag;

/** Take a deleted tag off its contacts. */
record RemovePersonalTag(long tagId) {
    static final String KIND = "personal-tag-removal";
}
