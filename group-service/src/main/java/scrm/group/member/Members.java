package scrm.group.member;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import scrm.events.ChatId;
import scrm.events.CorpId;

/** Where members and their histories are kept. Whoever writes holds the lock on the group. */
interface Members {
    /** Histories of the given members; those of whom nothing is known are missing in the answer. */
    Map<String, MemberHistory> histories(CorpId corpId, ChatId chatId, Collection<String> memberIds);

    /** Ids of the members who are in. */
    List<String> present(CorpId corpId, ChatId chatId);

    /** Those of the given members who are in, as they are shown. */
    Map<String, SeenMember> shown(CorpId corpId, ChatId chatId, Collection<String> memberIds);

    /** Writes what differs: stays, and who is in now; a few statements, however many members. */
    void save(CorpId corpId, ChatId chatId, List<MemberChange> changes);

    /** Stays whose beginning or end has not been announced. */
    List<Announcement> unannounced(CorpId corpId, ChatId chatId);

    void announced(CorpId corpId, List<Announcement> announcements);

    /**
     * A member before and after.
     *
     * @param profile as it is to be shown if the member is in
     * @param reshown whether the profile differs from what is shown
     */
    record MemberChange(
            String memberId, MemberHistory before, MemberHistory after, SeenMember profile, boolean reshown) {
        boolean any() {
            return reshown || !after.equals(before);
        }
    }

    /** A stay with what has been said of it. */
    record Announcement(Spell spell, String memberId, boolean external, boolean joinAnnounced, boolean quitAnnounced) {}
}
