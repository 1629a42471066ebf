package scrm.messaging;

import java.util.List;

/** What consumers could not handle, by {@link EventConsumer#name}. */
public interface DeadLetters {
    /** What waits to be replayed for a consumer, in the order in which it was put aside. */
    List<DeadLetter> list(String consumer);

    /**
     * Publishes everything that waits for a consumer once more, in the order in which it was put aside. Only that
     * consumer handles it; its claims guard it against an event that is replayed twice.
     *
     * @return how many
     */
    int replay(String consumer);

    /**
     * Clears away every letter, of all consumers, that names something: the others that wait are put behind, and all
     * before them goes. What was replayed goes as well. A letter that is replayed at the same moment may be replayed
     * twice, which its consumer's claims make harmless.
     *
     * @param text for example an external_userid
     * @return how many named it
     */
    int forget(String text);
}
