package scrm.messaging.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a replay has found, and what it still has to read; written as {@code 120;wecom.app/0:17-40,…}.
 *
 * @param found events of the corp so far
 * @param left where to go on, partition by partition
 */
record Ranges(long found, List<Range> left) {
    /** @param next the first offset that was not read; {@code end} is none of it */
    record Range(String topic, int partition, long next, long end) {
        static Range parse(String text) {
            String[] parts = text.split("[/:-]", -1);
            int last = parts.length - 1;
            // Topics have dashes in them.
            return new Range(
                    text.substring(0, text.indexOf('/')),
                    Integer.parseInt(text.substring(text.indexOf('/') + 1, text.indexOf(':'))),
                    Long.parseLong(parts[last - 1]),
                    Long.parseLong(parts[last]));
        }

        @Override
        public String toString() {
            return topic + "/" + partition + ":" + next + "-" + end;
        }
    }

    Ranges {
        left = List.copyOf(left);
    }

    static Ranges parse(String checkpoint) {
        int end = checkpoint.indexOf(';');
        return new Ranges(
                Long.parseLong(checkpoint.substring(0, end)),
                Arrays.stream(checkpoint.substring(end + 1).split(","))
                        .filter(text -> !text.isEmpty())
                        .map(Range::parse)
                        .toList());
    }

    /** The same after some of the first range was read. */
    Ranges after(int events, long next) {
        List<Range> rest = new ArrayList<>(left.subList(1, left.size()));
        Range first = left.getFirst();
        if (next < first.end()) {
            rest.addFirst(new Range(first.topic(), first.partition(), next, first.end()));
        }
        return new Ranges(found + events, rest);
    }

    @Override
    public String toString() {
        return found + ";" + left.stream().map(Range::toString).collect(Collectors.joining(","));
    }
}
