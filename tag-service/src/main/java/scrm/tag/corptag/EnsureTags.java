package scrm.tag.corptag;

/**
 * Make the tags that are wanted in a group. One piece of work per group, so that two wishes never make a group twice.
 *
 * @param groupName the group
 */
record EnsureTags(String groupName) {
    static final String KIND = "corp-tag-ensure";
}
