package scrm.group.groupchat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.GroupChatEvent.MemberChange;

/**
 * Which member versions of a group we have been through. A version is an opaque text that is another one after every
 * change of members: nothing tells which of two is newer but having seen one follow the other.
 *
 * @param current the one up to which we know who is in; absent before the first reading
 * @param earlier versions known to be older, latest last
 */
record MemberVersions(@Nullable String current, List<String> earlier) {
    static final MemberVersions NONE = new MemberVersions(null, List.of());

    /** A reading lags by seconds: older ones than these will not show up. */
    private static final int REMEMBERED = 20;

    MemberVersions {
        earlier = List.copyOf(earlier);
    }

    /** Whether nothing is missing between what we know and the change. */
    boolean areFollowedBy(MemberChange change) {
        return current != null
                && current.equals(change.lastMemVer())
                && change.curMemVer() != null
                && !change.members().isEmpty()
                && (change.count() == null || change.count() == change.members().size());
    }

    /** Whether what the change leads to is known already. */
    boolean have(MemberChange change) {
        String version = change.curMemVer();
        return version != null && (version.equals(current) || earlier.contains(version));
    }

    /** Whether a reading that shows this version lags behind what we know. */
    boolean areAheadOf(String version) {
        return !version.equals(current) && earlier.contains(version);
    }

    /** What a change that was applied, or told of, says about versions. */
    MemberVersions after(MemberChange change) {
        if (areFollowedBy(change)) {
            return at(change.curMemVer());
        }
        String last = change.lastMemVer();
        return last == null || last.equals(current) ? this : new MemberVersions(current, with(earlier, last));
    }

    /** A reading showed this version, or a change led to it. */
    MemberVersions at(@Nullable String version) {
        if (version == null || version.equals(current)) {
            return this;
        }
        List<String> others = new ArrayList<>(earlier);
        others.remove(version);
        return new MemberVersions(version, current == null ? others : with(others, current));
    }

    private static List<String> with(List<String> versions, String version) {
        List<String> more = new ArrayList<>(versions);
        more.remove(version);
        more.add(version);
        return more.subList(Math.max(0, more.size() - REMEMBERED), more.size());
    }
}
