package scrm.channel.roster;

import org.jspecify.annotations.Nullable;

import scrm.events.UserId;

/**
 * A member in a slot.
 *
 * @param userId the member
 * @param dailyCap how many contacts may come to the member by this live code in a day; null: any number
 * @param weight 1 to 100: the member's share, set against the others of the slot
 */
record SlotUser(UserId userId, @Nullable Integer dailyCap, int weight) {
    boolean isFull(int adds) {
        return dailyCap != null && adds >= dailyCap;
    }
}
