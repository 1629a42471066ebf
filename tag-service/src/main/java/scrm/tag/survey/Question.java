package scrm.tag.survey;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

import scrm.events.TagId;

/** One question of a survey. */
public sealed interface Question {
    /** Names it in all versions, so that answers stay comparable. */
    String id();

    LocalText title();

    /** Whether it must be answered. */
    boolean required();

    /** The tags that an answer leads to. */
    Set<TagId> tags(Collection<String> optionIds);

    /** All tags that any answer may lead to. */
    Set<TagId> tags();

    /**
     * One or several of some options.
     *
     * @param several whether more than one may be chosen
     */
    record Choice(String id, LocalText title, boolean required, boolean several, List<Option> options)
            implements Question {
        public Choice {
            options = List.copyOf(options);
        }

        @Override
        public Set<TagId> tags(Collection<String> optionIds) {
            return options.stream()
                    .filter(option -> optionIds.contains(option.id()))
                    .flatMap(option -> option.tagIds().stream())
                    .collect(Collectors.toSet());
        }

        @Override
        public Set<TagId> tags() {
            return options.stream().flatMap(option -> option.tagIds().stream()).collect(Collectors.toSet());
        }
    }

    /**
     * What can be chosen.
     *
     * @param id names it in all versions
     */
    record Option(String id, LocalText title, List<TagId> tagIds) {
        public Option {
            tagIds = List.copyOf(tagIds);
        }
    }

    /**
     * A number, for example from 0 (not at all likely) to 10 (extremely likely).
     *
     * @param low what the least means
     * @param high what the most means
     */
    record Scale(
            String id,
            LocalText title,
            boolean required,
            int from,
            int to,
            @Nullable LocalText low,
            @Nullable LocalText high,
            List<Range> ranges)
            implements Question {
        public Scale {
            ranges = List.copyOf(ranges);
        }

        @Override
        public Set<TagId> tags(Collection<String> optionIds) {
            return ranges.stream()
                    .filter(range ->
                            optionIds.stream().mapToInt(Integer::parseInt).anyMatch(range::holds))
                    .flatMap(range -> range.tagIds().stream())
                    .collect(Collectors.toSet());
        }

        @Override
        public Set<TagId> tags() {
            return ranges.stream().flatMap(range -> range.tagIds().stream()).collect(Collectors.toSet());
        }
    }

    /** Neighbouring numbers of a scale that lead to the same tags; both ends belong to it. */
    record Range(int from, int to, List<TagId> tagIds) {
        public Range {
            tagIds = List.copyOf(tagIds);
        }

        boolean holds(int number) {
            return from <= number && number <= to;
        }
    }

    /**
     * The contact's own words.
     *
     * @param maxLength characters at most
     */
    record Text(String id, LocalText title, boolean required, int maxLength) implements Question {
        @Override
        public Set<TagId> tags(Collection<String> optionIds) {
            return Set.of();
        }

        @Override
        public Set<TagId> tags() {
            return Set.of();
        }
    }
}
