package scrm.sop.audience;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.messaging.job.JobHandler;
import scrm.sop.audience.AskServices.Peer;
import scrm.sop.audience.KnownGroups.Listed;

/** Asks group-service for its groups, a page in a slice: first the groups, then their phases, then their charters. */
@Component
class ListGroupsWorker implements JobHandler<ListGroups> {
    private static final String END = "";

    private final AskServices services;
    private final KnownGroups groups;

    ListGroupsWorker(AskServices services, KnownGroups groups) {
        this.services = services;
        this.groups = groups;
    }

    /** What is listed, in order. */
    private enum Stage {
        GROUPS("/v1/corps/{corpId}/group-chats?limit=200"),
        PHASES("/v1/corps/{corpId}/group-chats/lifecycles?limit=200"),
        KINDS("/v1/corps/{corpId}/charters?opened=true&limit=200");

        final String path;

        Stage(String path) {
            this.path = path;
        }

        /** Null after the last. */
        @Nullable
        Stage next() {
            return switch (this) {
                case GROUPS -> PHASES;
                case PHASES -> KINDS;
                case KINDS -> null;
            };
        }
    }

    @Override
    public String kind() {
        return ListGroups.KIND;
    }

    @Override
    public Class<ListGroups> parametersType() {
        return ListGroups.class;
    }

    @Override
    public Slice next(Position<ListGroups> position) {
        String[] place = position.checkpoint().split(" ", 2);
        Stage stage = place[0].isEmpty() ? Stage.GROUPS : Stage.valueOf(place[0]);
        GroupList list = list(position.corpId(), stage, place.length == 2 ? place[1] : END);
        String next = list.next();
        long done = stage == Stage.GROUPS ? list.items().size() : 0;
        Runnable effect = () -> take(position.corpId(), stage, list.items());
        Stage then = stage.next();
        if (next == null && then == null) {
            return Slice.last(done, List.of()).with(effect);
        }
        String checkpoint = next == null ? String.valueOf(then) : stage + " " + next;
        return Slice.upTo(checkpoint, done, List.of()).with(effect);
    }

    private GroupList list(CorpId corpId, Stage stage, String cursor) {
        Optional<GroupList> list = cursor.equals(END)
                ? services.get(Peer.GROUP, GroupList.class, stage.path, corpId.value())
                : services.get(Peer.GROUP, GroupList.class, stage.path + "&cursor={cursor}", corpId.value(), cursor);
        return list.orElseThrow(() -> new IllegalStateException("group-service does not list its groups"));
    }

    private void take(CorpId corpId, Stage stage, List<Group> items) {
        switch (stage) {
            case GROUPS ->
                groups.listed(corpId, items.stream().map(Group::listed).toList());
            case PHASES -> groups.listedPhases(corpId, facts(items, Group::phase));
            case KINDS -> groups.listedKinds(corpId, facts(items, Group::kind));
        }
    }

    private static Map<ChatId, String> facts(List<Group> items, Function<Group, @Nullable String> fact) {
        return items.stream()
                .filter(group -> group.chatId() != null && fact.apply(group) != null)
                .collect(toMap(Group::id, group -> Objects.requireNonNull(fact.apply(group)), (one, _) -> one));
    }

    private record GroupList(List<Group> items, @Nullable String next) {}

    /** A group, or what is told of one: each list has its own part of this. */
    private record Group(
            @Nullable String chatId,
            @Nullable String owner,
            @Nullable String name,
            @Nullable String status,
            @Nullable String healthBand,
            @Nullable String phase,
            @Nullable String kind) {
        ChatId id() {
            return new ChatId(Objects.requireNonNull(chatId));
        }

        Listed listed() {
            return new Listed(
                    id(),
                    owner == null ? null : new UserId(owner),
                    Objects.requireNonNullElse(name, ""),
                    "OPEN".equals(status),
                    healthBand);
        }
    }
}
