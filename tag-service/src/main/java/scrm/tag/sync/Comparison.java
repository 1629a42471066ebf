package scrm.tag.sync;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.tag.contact.Relations.Held;
import scrm.tag.sync.SyncContacts.Mode;

/** Members' lists beside what we hold of them, and what follows from it. */
final class Comparison {
    /** WeCom's limit, document 92994. */
    static final int PAGE = 100;

    private final Mode mode;
    private final Set<ExternalUserId> unknown = new HashSet<>();
    private final Set<ExternalUserId> unseen = new HashSet<>();
    private final Set<ExternalUserId> readAnew = new HashSet<>();
    private final List<UserId> toRead = new ArrayList<>();
    private final List<SyncReport.Failure> failures = new ArrayList<>();
    private Tally tally = Tally.NONE;

    Comparison(Mode mode) {
        this.mode = mode;
    }

    /** A member's list. */
    void listed(UserId userId, List<ExternalUserId> list, Held held) {
        Set<ExternalUserId> gone = new HashSet<>(held.lasting());
        list.forEach(gone::remove);
        List<ExternalUserId> fresh =
                list.stream().filter(contact -> !held.has(contact)).toList();
        // In whichever way takes fewer calls: a call for a contact, or one for a page of them all.
        boolean byPages = mode == Mode.FULL || fresh.size() > (list.size() + PAGE - 1) / PAGE;
        if (byPages && !list.isEmpty()) {
            toRead.add(userId);
        } else {
            readAnew.addAll(fresh);
        }
        unknown.addAll(fresh);
        unseen.addAll(gone);
        readAnew.addAll(gone);
        tally = tally.plus(new Tally(list.size(), held.size(), fresh.size(), gone.size(), 0, 0, 0, Map.of()));
    }

    /** WeCom does not name the member any more; its contacts tell who follows them now. */
    void departed(Held held) {
        unseen.addAll(held.lasting());
        readAnew.addAll(held.lasting());
        tally = tally.plus(new Tally(0, held.size(), 0, held.lasting().size(), 0, 0, 0, Map.of()));
    }

    void refused(UserId userId, int errcode) {
        failures.add(new SyncReport.Failure(userId, "errcode " + errcode));
    }

    Set<ExternalUserId> unknown() {
        return unknown;
    }

    Set<ExternalUserId> unseen() {
        return unseen;
    }

    /** Contacts that are to be read one by one. */
    Set<ExternalUserId> readAnew() {
        return readAnew;
    }

    /** Members whose contacts are to be read page by page. */
    List<UserId> toRead() {
        return toRead;
    }

    List<SyncReport.Failure> failures() {
        return failures;
    }

    Tally tally() {
        return tally.plus(new Tally(0, 0, 0, 0, 0, 0, readAnew.size(), Map.of()));
    }
}
