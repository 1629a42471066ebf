package scrm.tag.contact;

import java.util.List;
import java.util.Set;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;

/** Which relations we hold, for whoever compares them with WeCom's. */
public interface Relations {
    /** The members of whom we know a relation, whether it lasts or not. */
    List<UserId> members(CorpId corpId);

    /** A member's relations. */
    Held heldBy(CorpId corpId, UserId userId);

    /** How many contacts have a relation that WeCom still shows, as far as we know. */
    long contacts(CorpId corpId);

    /**
     * The relations of a member that WeCom should show.
     *
     * @param lasting those that last
     * @param left those that the contact has ended; WeCom goes on showing them
     */
    record Held(Set<ExternalUserId> lasting, Set<ExternalUserId> left) {
        public Held {
            lasting = Set.copyOf(lasting);
            left = Set.copyOf(left);
        }

        public int size() {
            return lasting.size() + left.size();
        }

        public boolean has(ExternalUserId externalUserId) {
            return lasting.contains(externalUserId) || left.contains(externalUserId);
        }
    }
}
