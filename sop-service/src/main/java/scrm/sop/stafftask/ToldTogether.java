package scrm.sop.stafftask;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which tasks of a member one app message tells: as many as may be, for WeCom takes 30 messages a minute per member,
 * but each with its words and room for those whom they are about.
 */
final class ToldTogether {
    /** Tasks of one message: people read the first lines. */
    static final int MOST_TASKS = 100;

    /** Longest text of an app message. Source: document 90236. */
    static final int MOST_BYTES = 2048;

    private static final int ROOM_FOR_NAMES = 250;

    private ToldTogether() {}

    /** Who gave the tasks of each message; tasks with the same words stand together. */
    static List<List<Long>> messages(List<Errand> errands) {
        Map<String, List<Errand>> byText =
                errands.stream().collect(Collectors.groupingBy(Errand::text, LinkedHashMap::new, Collectors.toList()));
        List<List<Long>> messages = new ArrayList<>();
        List<Long> latest = new ArrayList<>();
        int room = 0;
        for (Map.Entry<String, List<Errand>> same : byText.entrySet()) {
            int bytes = bytes(same.getKey());
            boolean told = false;
            for (Errand errand : same.getValue()) {
                if ((!told && bytes > room) || latest.size() == MOST_TASKS) {
                    latest = new ArrayList<>();
                    messages.add(latest);
                    room = MOST_BYTES;
                    told = false;
                }
                if (!told) {
                    room -= bytes;
                    told = true;
                }
                latest.add(errand.giver());
            }
        }
        return messages;
    }

    /** What a text and those whom it is about take of a message that tells others too. */
    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length + ROOM_FOR_NAMES;
    }
}
