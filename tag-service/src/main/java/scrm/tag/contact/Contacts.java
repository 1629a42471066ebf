package scrm.tag.contact;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Where contacts are kept. */
interface Contacts {
    /**
     * Locks contacts for the running transaction and reads them, in a few statements, however many they are.
     *
     * @param create whether an unknown one is made, so that two who meet one at once wait for each other; those that
     *     are not made are missing in the answer
     */
    Map<ContactKey, KnownContact> lock(Collection<ContactKey> keys, Predicate<ContactKey> create);

    /** Writes what differs; a few statements, however many contacts. */
    void save(List<ContactChange> changes);
}
