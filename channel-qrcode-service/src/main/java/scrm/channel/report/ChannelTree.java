package scrm.channel.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

import scrm.channel.channel.Channel;
import scrm.channel.channel.ChannelId;

/** The channels of a corp, as they stand below one another. */
final class ChannelTree {
    private final Map<ChannelId, Channel> channels;
    private final Map<Optional<ChannelId>, List<Channel>> byParent;

    ChannelTree(List<Channel> all) {
        channels = all.stream()
                .collect(Collectors.toMap(Channel::id, Function.identity(), (one, _) -> one, LinkedHashMap::new));
        byParent = all.stream().collect(Collectors.groupingBy(channel -> Optional.ofNullable(channel.parentId())));
    }

    Optional<Channel> find(ChannelId id) {
        return Optional.ofNullable(channels.get(id));
    }

    /** Those right below a channel; of null: those at the top. */
    List<Channel> children(@Nullable ChannelId id) {
        return Objects.requireNonNull(byParent.getOrDefault(Optional.ofNullable(id), List.of()));
    }

    /** A channel and all below it; of null: all channels. */
    Set<ChannelId> subtree(@Nullable ChannelId id) {
        if (id == null) {
            return channels.keySet();
        }
        Set<ChannelId> found = new LinkedHashSet<>();
        Deque<ChannelId> waiting = new ArrayDeque<>(List.of(id));
        while (!waiting.isEmpty()) {
            ChannelId next = waiting.remove();
            if (found.add(next)) {
                children(next).forEach(child -> waiting.add(child.id()));
            }
        }
        return found;
    }
}
