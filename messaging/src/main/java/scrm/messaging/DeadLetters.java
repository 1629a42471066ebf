package scrm.messaging;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;

/**
 * What consumers could not handle. By {@link EventConsumer#name} for whoever operates the system; by corp, and then
 * only what failed at consumers of this service, for whoever looks after a corp. A letter without a readable key is
 * nobody's: it is reached by its consumer alone.
 */
public interface DeadLetters {
    /** What waits to be replayed for a consumer, topic by topic in the order in which it was put aside. */
    List<DeadLetter> list(String consumer);

    /**
     * Publishes everything that waits for a consumer once more, of each topic in the order in which it was put aside.
     * Only that consumer handles it; its claims guard it against an event that is replayed twice.
     *
     * @return how many
     */
    int replay(String consumer);

    /**
     * What waits of a corp, topic by topic in the order in which it was put aside.
     *
     * @param after where to go on; null: from the first
     * @param limit how many at most
     */
    List<DeadLetter> waiting(CorpId corpId, DeadLetter.@Nullable Place after, int limit);

    /** A letter of a corp, waiting or not, as long as Kafka keeps it. */
    Optional<OpenedLetter> find(CorpId corpId, DeadLetterId id);

    /**
     * Publishes a letter that waits once more, for its consumer alone; of two that do so at once, the consumer's claims
     * make the second harmless.
     *
     * @return the letter as it stood before: nothing was done unless it waited
     */
    Optional<OpenedLetter> replay(CorpId corpId, DeadLetterId id);

    /**
     * Lets a letter that waits rest for good.
     *
     * @param reason for people; kept beside the letter
     * @return the letter as it stood before: nothing was done unless it waited
     */
    Optional<OpenedLetter> discard(CorpId corpId, DeadLetterId id, String reason);

    /**
     * Clears away every letter, of all consumers, that names something: the others that wait are put behind, and all
     * before them goes. What was replayed or discarded goes as well. A letter that is replayed at the same moment may
     * be replayed twice, which its consumer's claims make harmless.
     *
     * @param text for example an external_userid
     * @return how many named it
     */
    int forget(String text);

    /** Kafka does not answer, or not in time; nothing is lost, and whatever was asked may be asked again. */
    final class Unreachable extends RuntimeException {
        public Unreachable(Throwable cause) {
            super("Kafka does not answer", cause);
        }
    }
}
