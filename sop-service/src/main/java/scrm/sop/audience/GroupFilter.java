package scrm.sop.audience;

import java.util.List;

import scrm.events.UserId;

/**
 * Which group chats are meant: open ones whose owner is known and of which all of this is true. An empty list asks for
 * nothing.
 *
 * @param owners of one of these members
 * @param kinds with a charter of one of these kinds
 * @param phases in one of these phases of life
 * @param bands in one of these bands of health
 * @param tagIds with one of these tags of tag-service
 */
public record GroupFilter(
        List<UserId> owners, List<String> kinds, List<String> phases, List<String> bands, List<String> tagIds) {
    /** All open groups. */
    public static final GroupFilter ALL = new GroupFilter(List.of(), List.of(), List.of(), List.of(), List.of());

    public GroupFilter {
        owners = List.copyOf(owners);
        kinds = List.copyOf(kinds);
        phases = List.copyOf(phases);
        bands = List.copyOf(bands);
        tagIds = List.copyOf(tagIds);
    }
}
