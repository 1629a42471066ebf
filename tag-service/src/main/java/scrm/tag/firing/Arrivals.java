package scrm.tag.firing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import scrm.events.UserId;
import scrm.tag.behaviour.Behaviour;
import scrm.tag.rule.Trigger;

/**
 * What tells whether it is known where a contact came from. Whoever was added with a state will be attributed by
 * channel-qrcode-service, and the tags of its source come before those of any rule.
 *
 * @param added additions with a state
 * @param attributed attributions; their tags are wanted already
 * @param read members whose relation to the contact was read
 */
record Arrivals(List<Word> added, List<Word> attributed, Set<UserId> read) {
    /** How long anything that happens to a contact after it was added waits for its source. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    /** An attribution that was made up for later goes by WeCom's word on when the two became friends. */
    private static final Duration LEEWAY = Duration.ofSeconds(10);

    static final Arrivals NONE = new Arrivals(List.of(), List.of(), Set.of());

    /** Something that was told about a member and the contact. */
    record Word(UserId userId, Instant at) {}

    Arrivals {
        added = List.copyOf(added);
        attributed = List.copyOf(attributed);
        read = Set.copyOf(read);
    }

    /**
     * Whether rules should wait before they look at the trigger: for the source, and for who was just added to be read.
     */
    boolean awaited(Trigger trigger) {
        return (isAdded(trigger) && !read.contains(trigger.userId()))
                || Stream.concat(added.stream(), stored(trigger))
                        .filter(addition -> addition.at().isAfter(trigger.at().minus(PATIENCE)))
                        .anyMatch(addition -> !isAttributed(addition));
    }

    private static boolean isAdded(Trigger trigger) {
        return trigger.cause() instanceof Trigger.Behaved deed && deed.kind().equals(Behaviour.ADDED);
    }

    /** A reading may be told before the callback of the addition is. */
    private static Stream<Word> stored(Trigger trigger) {
        return trigger.cause() instanceof Trigger.Stored(String state, Instant addedAt)
                        && state != null
                        && !state.isEmpty()
                        && addedAt != null
                        && trigger.userId() != null
                ? Stream.of(new Word(trigger.userId(), addedAt))
                : Stream.empty();
    }

    private boolean isAttributed(Word addition) {
        return attributed.stream()
                .anyMatch(word -> word.userId().equals(addition.userId())
                        && !word.at().isBefore(addition.at().minus(LEEWAY)));
    }
}
