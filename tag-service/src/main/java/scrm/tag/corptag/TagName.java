package scrm.tag.corptag;

/**
 * A corp tag by its names.
 *
 * @param groupName the tag group, 1 to 30 characters
 * @param name the tag, 1 to 30 characters
 */
public record TagName(String groupName, String name) {}
