package scrm.simulator.message;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One mass send: who is to confirm, and what became of each receiver. */
final class MassSend {
    private final String msgid;
    private final boolean toGroups;
    private final ObjectNode content;
    private final long createTime;
    private final Map<String, Task> tasks = new LinkedHashMap<>();
    final List<Long> reminders = new ArrayList<>();
    boolean cancelled;

    MassSend(String msgid, boolean toGroups, ObjectNode content, long createTime) {
        this.msgid = msgid;
        this.toGroups = toGroups;
        this.content = content;
        this.createTime = createTime;
    }

    /** One member's part; 0 unsent, 2 sent. */
    static final class Task {
        final String userId;
        final List<Receiver> receivers = new ArrayList<>();

        @Nullable
        Long sendTime;

        Task(String userId) {
            this.userId = userId;
        }
    }

    /** One receiver: 0 unsent, 1 sent, 2 not a friend, 3 quota used. */
    static final class Receiver {
        final String id;
        int status;

        @Nullable
        Long sendTime;

        Receiver(String id) {
            this.id = id;
        }
    }

    String msgid() {
        return msgid;
    }

    boolean toGroups() {
        return toGroups;
    }

    ObjectNode content() {
        return content;
    }

    long createTime() {
        return createTime;
    }

    void give(String userId, String receiver) {
        tasks.computeIfAbsent(userId, Task::new).receivers.add(new Receiver(receiver));
    }

    List<Task> tasks() {
        return List.copyOf(tasks.values());
    }

    @Nullable
    Task task(String userId) {
        return tasks.get(userId);
    }
}
