package scrm.tag.rule;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.TagId;
import scrm.events.UserId;

/**
 * What must have happened and hold for a rule to fire. Leaves ask of the trigger ({@link Happened}) or of the contact
 * (all others).
 */
public sealed interface Condition {
    /** Whether it holds. */
    boolean holds(Trigger trigger, ContactFacts facts);

    /**
     * Whether the trigger may have made it true: only then is a rule looked at.
     *
     * @param wanted whether it is wanted to hold, or, below a {@code none}, not to
     */
    boolean touchedBy(Trigger trigger, boolean wanted);

    /** All leaves, with whether each is wanted to hold. */
    Stream<Leaf> leaves(boolean wanted);

    /** A leaf where it stands. */
    record Leaf(Condition condition, boolean wanted) {}

    /** All hold. */
    record All(List<Condition> of) implements Condition {
        public All {
            of = List.copyOf(of);
        }

        @Override
        public boolean holds(Trigger trigger, ContactFacts facts) {
            return of.stream().allMatch(one -> one.holds(trigger, facts));
        }

        @Override
        public boolean touchedBy(Trigger trigger, boolean wanted) {
            return of.stream().anyMatch(one -> one.touchedBy(trigger, wanted));
        }

        @Override
        public Stream<Leaf> leaves(boolean wanted) {
            return of.stream().flatMap(one -> one.leaves(wanted));
        }
    }

    /** At least one holds. */
    record Any(List<Condition> of) implements Condition {
        public Any {
            of = List.copyOf(of);
        }

        @Override
        public boolean holds(Trigger trigger, ContactFacts facts) {
            return of.stream().anyMatch(one -> one.holds(trigger, facts));
        }

        @Override
        public boolean touchedBy(Trigger trigger, boolean wanted) {
            return of.stream().anyMatch(one -> one.touchedBy(trigger, wanted));
        }

        @Override
        public Stream<Leaf> leaves(boolean wanted) {
            return of.stream().flatMap(one -> one.leaves(wanted));
        }
    }

    /** None holds. */
    record None(List<Condition> of) implements Condition {
        public None {
            of = List.copyOf(of);
        }

        @Override
        public boolean holds(Trigger trigger, ContactFacts facts) {
            return of.stream().noneMatch(one -> one.holds(trigger, facts));
        }

        @Override
        public boolean touchedBy(Trigger trigger, boolean wanted) {
            return of.stream().anyMatch(one -> one.touchedBy(trigger, !wanted));
        }

        @Override
        public Stream<Leaf> leaves(boolean wanted) {
            return of.stream().flatMap(one -> one.leaves(!wanted));
        }
    }

    /** A leaf of one's own. */
    sealed interface Single extends Condition {
        @Override
        default Stream<Leaf> leaves(boolean wanted) {
            return Stream.of(new Leaf(this, wanted));
        }
    }

    /**
     * The trigger is a behaviour of this kind.
     *
     * @param subject that it was done to; absent: any
     * @param channelId of the live code that it was done to; absent: any
     * @param amountAtLeast in minor units; absent: any
     * @param currency of the amount
     */
    record Happened(
            String kind,
            @Nullable String subject,
            @Nullable String channelId,
            @Nullable Long amountAtLeast,
            @Nullable String currency)
            implements Single {
        @Override
        public boolean holds(Trigger trigger, ContactFacts facts) {
            return trigger.cause() instanceof Trigger.Behaved deed && isOne(deed) && isOfChannel(deed, facts);
        }

        private boolean isOne(Trigger.Behaved deed) {
            return deed.kind().equals(kind)
                    && (subject == null || subject.equals(deed.subject()))
                    && (currency == null || currency.equals(deed.currency()))
                    && (amountAtLeast == null || (deed.amount() != null && deed.amount() >= amountAtLeast));
        }

        private boolean isOfChannel(Trigger.Behaved deed, ContactFacts facts) {
            return channelId == null || facts.cameBy().contains(new ContactFacts.CameBy(deed.subject(), channelId));
        }

        @Override
        public boolean touchedBy(Trigger trigger, boolean wanted) {
            return wanted && trigger.cause() instanceof Trigger.Behaved deed && isOne(deed);
        }
    }

    /** A relation of the contact has the tag. */
    record HasTag(TagId tagId) implements Single {
        @Override
        public boolean holds(Trigger trigger, ContactFacts facts) {
            return facts.tags().contains(tagId);
        }

        @Override
        public boolean touchedBy(Trigger trigger, boolean wanted) {
            return trigger.cause() instanceof Trigger.Tagged tagged
                    && (wanted ? tagged.added() : tagged.removed()).contains(tagId);
        }
    }

    /** The contact is on one of these growth levels. */
    record OnLevel(Set<String> levels) implements Single {
        public OnLevel {
            levels = Set.copyOf(levels);
        }

        @Override
        public boolean holds(Trigger trigger, ContactFacts facts) {
            return facts.level() != null && levels.contains(facts.level());
        }

        @Override
        public boolean touchedBy(Trigger trigger, boolean wanted) {
            return trigger.cause() instanceof Trigger.Levelled;
        }
    }

    /**
     * The contact did something often enough, or for enough money, in the last days up to the trigger.
     *
     * @param kind of behaviour
     * @param subject that it was done to; absent: any
     * @param days how many, from this long before the trigger (excluded) up to it (included)
     * @param countAtLeast how often; absent: any number
     * @param sumAtLeast of amounts in minor units; absent: any
     * @param currency of the amounts
     */
    record Did(
            String kind,
            @Nullable String subject,
            int days,
            @Nullable Long countAtLeast,
            @Nullable Long sumAtLeast,
            @Nullable String currency)
            implements Single {
        @Override
        public boolean holds(Trigger trigger, ContactFacts facts) {
            Instant after = trigger.at().minus(Trigger.Idle.duration(days));
            List<ContactFacts.Deed> counted = facts.deeds().stream()
                    .filter(deed -> deed.kind().equals(kind))
                    .filter(deed -> subject == null || subject.equals(deed.subject()))
                    .filter(deed -> currency == null || currency.equals(deed.currency()))
                    .filter(deed -> deed.at().isAfter(after) && !deed.at().isAfter(trigger.at()))
                    .toList();
            return (countAtLeast == null || counted.size() >= countAtLeast)
                    && (sumAtLeast == null || sum(counted) >= sumAtLeast);
        }

        private static long sum(List<ContactFacts.Deed> counted) {
            return counted.stream()
                    .mapToLong(deed -> deed.amount() == null ? 0 : deed.amount())
                    .sum();
        }

        @Override
        public boolean touchedBy(Trigger trigger, boolean wanted) {
            return trigger.cause() instanceof Trigger.Behaved deed
                    && deed.kind().equals(kind)
                    && (subject == null || subject.equals(deed.subject()));
        }
    }

    /** The contact has done nothing of its own accord for so many days. */
    record Idle(int days) implements Single {
        @Override
        public boolean holds(Trigger trigger, ContactFacts facts) {
            Instant last = facts.lastActiveAt();
            return last != null && !last.isAfter(trigger.at().minus(Trigger.Idle.duration(days)));
        }

        @Override
        public boolean touchedBy(Trigger trigger, boolean wanted) {
            return wanted && trigger.cause() instanceof Trigger.Idle idle && idle.days() == days;
        }
    }

    /** One of these members follows the contact. */
    record FollowedBy(Set<UserId> userIds) implements Single {
        public FollowedBy {
            userIds = Set.copyOf(userIds);
        }

        @Override
        public boolean holds(Trigger trigger, ContactFacts facts) {
            return facts.followers().keySet().stream().anyMatch(userIds::contains);
        }

        @Override
        public boolean touchedBy(Trigger trigger, boolean wanted) {
            return trigger.cause() instanceof Trigger.Stored;
        }
    }

    /** A member who follows the contact became its friend in one of these ways (document 92114). */
    record AddedBy(Set<Integer> addWays) implements Single {
        public AddedBy {
            addWays = Set.copyOf(addWays);
        }

        @Override
        public boolean holds(Trigger trigger, ContactFacts facts) {
            return facts.followers().values().stream().anyMatch(addWays::contains);
        }

        @Override
        public boolean touchedBy(Trigger trigger, boolean wanted) {
            return trigger.cause() instanceof Trigger.Stored;
        }
    }

    /** The contact is in the group, or in any. */
    record InGroup(@Nullable ChatId chatId) implements Single {
        private static final Set<String> MOVES = Set.of("GROUP_JOINED", "GROUP_LEFT");

        @Override
        public boolean holds(Trigger trigger, ContactFacts facts) {
            return chatId == null ? !facts.groups().isEmpty() : facts.groups().contains(chatId);
        }

        @Override
        public boolean touchedBy(Trigger trigger, boolean wanted) {
            return trigger.cause() instanceof Trigger.Behaved deed
                    && MOVES.contains(deed.kind())
                    && (chatId == null || chatId.value().equals(deed.subject()));
        }
    }
}
