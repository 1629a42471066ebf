package scrm.sop.quota;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a corp keeps to. WeCom's own limits are in it because its documents differ and because administrators can lower
 * them. Sources: documents 92135, 95094.
 *
 * @param weCom mass messages that a contact or a group receives, by the calendar of Beijing
 * @param contacts our own caps of messages to a contact, of all plans together, by the corp's calendar
 * @param groups the same for a group
 * @param members moments that a member is asked to publish
 * @param quietHours null: none
 * @param overflow where a plan says nothing else
 * @param momentsPerMinute made by the corp
 * @param momentsPerMonth made by the corp, by the calendar of Beijing
 */
record Ruleset(
        Cap weCom,
        List<Cap> contacts,
        List<Cap> groups,
        List<Cap> members,
        @Nullable QuietHours quietHours,
        Overflow overflow,
        int momentsPerMinute,
        int momentsPerMonth) {
    /** What holds as long as a corp has chosen nothing: WeCom's limits as they are published, and none of our own. */
    static final Ruleset PUBLISHED = new Ruleset(
            new Cap(Cap.Window.MONTH, null),
            List.of(),
            List.of(),
            List.of(),
            null,
            Overflow.delay(Duration.ofDays(3)),
            10,
            100_000);

    Ruleset {
        contacts = List.copyOf(contacts);
        groups = List.copyOf(groups);
        members = List.copyOf(members);
    }

    List<Cap> own(Receiver.Kind kind) {
        return switch (kind) {
            case CONTACT -> contacts;
            case GROUP -> groups;
            case MEMBER -> members;
        };
    }
}
