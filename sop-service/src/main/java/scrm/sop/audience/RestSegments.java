package scrm.sop.audience;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.sop.audience.AskServices.Peer;
import scrm.sop.audience.AskServices.RefusedException;

/** Segments as tag-service shows them. */
@Service
class RestSegments implements Segments, Membership {
    private static final String SEGMENT = "/v1/corps/{corpId}/segments/{id}";
    private static final String MEMBERS = SEGMENT + "/snapshots/{snapshotId}/members?limit={limit}";

    /** The largest page that a list has. */
    private static final int LIST_LIMIT = 200;

    private final AskServices services;

    RestSegments(AskServices services) {
        this.services = services;
    }

    @Override
    public Optional<Long> count(CorpId corpId, String segmentId) {
        return services.get(
                        Peer.TAG, MemberList.class, SEGMENT + "/members?limit=1&count=exact", corpId.value(), segmentId)
                .map(MemberList::total);
    }

    @Override
    public Optional<Frozen> freeze(CorpId corpId, String segmentId) {
        try {
            return services.make(Peer.TAG, Snapshot.class, SEGMENT + "/snapshots", corpId.value(), segmentId)
                    .map(snapshot -> new Frozen(segmentId, snapshot.id(), snapshot.count()));
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }

    @Override
    public Page page(CorpId corpId, Frozen frozen, @Nullable String cursor) {
        List<ExternalUserId> contacts = new ArrayList<>();
        String next = cursor;
        for (int lists = 0; lists < PAGE / LIST_LIMIT && (lists == 0 || next != null); lists++) {
            MemberList list = list(corpId, frozen, next);
            list.items().forEach(member -> contacts.add(new ExternalUserId(member.externalUserId())));
            next = list.next();
        }
        return new Page(contacts, next);
    }

    private MemberList list(CorpId corpId, Frozen frozen, @Nullable String cursor) {
        Optional<MemberList> list = cursor == null
                ? services.get(
                        Peer.TAG,
                        MemberList.class,
                        MEMBERS,
                        corpId.value(),
                        frozen.segmentId(),
                        frozen.snapshotId(),
                        LIST_LIMIT)
                : services.get(
                        Peer.TAG,
                        MemberList.class,
                        MEMBERS + "&cursor={cursor}",
                        corpId.value(),
                        frozen.segmentId(),
                        frozen.snapshotId(),
                        LIST_LIMIT,
                        cursor);
        // A snapshot stays, even without its segment.
        return list.orElseThrow(() -> new IllegalStateException("The snapshot is gone"));
    }

    @Override
    public Optional<Set<ExternalUserId>> contains(
            CorpId corpId, String segmentId, Collection<ExternalUserId> contacts) {
        List<String> ids =
                contacts.stream().map(ExternalUserId::value).distinct().toList();
        Set<ExternalUserId> found = new HashSet<>();
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            Contacts asked = new Contacts(ids.subList(from, Math.min(from + AT_ONCE, ids.size())));
            Optional<Contacts> in = check(corpId, segmentId, asked);
            if (in.isEmpty()) {
                return Optional.empty();
            }
            in.get().externalUserIds().forEach(id -> found.add(new ExternalUserId(id)));
        }
        return Optional.of(found);
    }

    private Optional<Contacts> check(CorpId corpId, String segmentId, Contacts asked) {
        try {
            return services.ask(Peer.TAG, asked, Contacts.class, SEGMENT + "/members/check", corpId.value(), segmentId);
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean exists(CorpId corpId, String segmentId) {
        return services.get(Peer.TAG, Segment.class, SEGMENT, corpId.value(), segmentId)
                .isPresent();
    }

    private record Segment(String id) {}

    private record Snapshot(String id, long count) {}

    private record MemberList(
            List<Member> items,
            @Nullable String next,
            @Nullable Long total) {}

    private record Member(String externalUserId) {}

    private record Contacts(List<String> externalUserIds) {}
}
