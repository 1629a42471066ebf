package scrm.tag.contact;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What WeCom tells of a contact, whoever follows it.
 *
 * @param name as the contact chose it
 * @param avatar a URL
 * @param type 1 WeChat, 2 WeCom, 0 not read yet
 * @param gender 0 unknown, 1 male, 2 female
 * @param unionId across apps of one open platform account
 * @param corpName a WeCom contact's corp
 */
record Profile(
        String name,
        @Nullable String avatar,
        int type,
        int gender,
        @Nullable String unionId,
        @Nullable String corpName) {
    static final Profile UNREAD = new Profile("", null, 0, 0, null, null);

    /** Whether all but name and avatar is the same. */
    boolean restEquals(Profile other) {
        return type == other.type
                && gender == other.gender
                && Objects.equals(unionId, other.unionId)
                && Objects.equals(corpName, other.corpName);
    }
}
