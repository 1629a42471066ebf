package scrm.group.template;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.group.charter.Charter;

/**
 * The job that makes copies of a group; which ones is written down beside it.
 *
 * @param definition of every copy, names and owners aside
 * @param channelId the channel in which their codes stand; absent: owners make the groups by hand
 * @param chatIds groups that are there and into which the codes lead first
 * @param startsOn first day; absent: the day on which each gets its group
 * @param endsOn last day
 */
record CopyGroups(
        Charter.Definition definition,
        @Nullable String channelId,
        List<ChatId> chatIds,
        @Nullable LocalDate startsOn,
        @Nullable LocalDate endsOn) {
    static final String KIND = "group-copies";

    CopyGroups {
        chatIds = List.copyOf(chatIds);
    }

    Charter.Definition of(GroupTemplates.Copy copy) {
        return definition.named(copy.name(), copy.owner()).during(startsOn, endsOn);
    }
}
