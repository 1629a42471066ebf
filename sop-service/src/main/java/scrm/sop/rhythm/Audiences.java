package scrm.sop.rhythm;

import java.time.Instant;
import java.time.MonthDay;
import java.util.List;
import java.util.Set;

import scrm.events.CorpId;
import scrm.sop.definition.Target;
import scrm.sop.enrolment.Candidate;

/** Whom plans are for, a page at a time in the order of the ids; an empty {@code after} begins. */
interface Audiences {
    /** Contacts whom a member follows. */
    List<String> contacts(CorpId corpId, String after, int limit);

    long countContacts(CorpId corpId);

    /** Group chats that are open. */
    List<String> groups(CorpId corpId, String after, int limit);

    long countGroups(CorpId corpId);

    /** Contacts whose date is on one of these days of the year. */
    List<String> onDays(CorpId corpId, String field, Set<MonthDay> days, String after, int limit);

    long countOnDays(CorpId corpId, String field, Set<MonthDay> days);

    /**
     * Contacts who did something last in that time, in the order in which they did.
     *
     * @param from then or after
     * @param until then or before
     */
    List<Candidate> lastActive(CorpId corpId, Instant from, Instant until, int limit);

    /** Friendships that last and began behind that one and before then, in order. */
    List<Friend> added(CorpId corpId, Friend after, Instant until, int limit);

    /** A contact and the member whose contact he became. */
    record Friend(Instant since, String externalUserId, String userId) {
        /** Before all that began then. */
        static Friend before(Instant since) {
            return new Friend(since, "", "");
        }

        /** What {@link #toString} wrote; ids have no tabs. */
        static Friend parse(String text) {
            String[] parts = text.split("\t", -1);
            return new Friend(Instant.parse(parts[0]), parts[1], parts[2]);
        }

        Target target() {
            return new Target(Target.Kind.CONTACT, externalUserId);
        }

        @Override
        public String toString() {
            return since + "\t" + externalUserId + "\t" + userId;
        }
    }
}
