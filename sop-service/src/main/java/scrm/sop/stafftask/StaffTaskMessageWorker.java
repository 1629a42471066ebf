package scrm.sop.stafftask;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;
import scrm.sop.stafftask.StaffTask.Told;
import scrm.wecom.Caller;
import scrm.wecom.ExternalContacts;
import scrm.wecom.GroupChats;
import scrm.wecom.Messages;
import scrm.wecom.WeComException;

/**
 * Tells a member of tasks that were raised together, with the names of those whom they are about, and reminds of those
 * that are still open. Each message is tried once: one whose answer was lost is not sent again, for the next reminder
 * comes anyway.
 */
@Component
class StaffTaskMessageWorker implements WorkHandler<StaffTaskMessageWorker.Payload> {
    static final String KIND = "staff-task-message";

    /** The first and its reminders. */
    static final int MOST_MESSAGES = 3;

    static final Duration BETWEEN = Duration.ofDays(1);

    private static final int MOST_NAMES = 20;
    private static final String BETWEEN_TEXTS = "\n\n";

    private final StaffTasks tasks;
    private final Messages messages;
    private final ExternalContacts contacts;
    private final GroupChats groupChats;
    private final WorkQueue queue;
    private final Clock clock;

    StaffTaskMessageWorker(
            StaffTasks tasks,
            Messages messages,
            ExternalContacts contacts,
            GroupChats groupChats,
            WorkQueue queue,
            Clock clock) {
        this.tasks = tasks;
        this.messages = messages;
        this.contacts = contacts;
        this.groupChats = groupChats;
        this.queue = queue;
        this.clock = clock;
    }

    /**
     * Which message.
     *
     * @param givers who gave the tasks
     * @param number 1 for the first
     */
    record Payload(List<Long> givers, int number) {
        Payload {
            givers = List.copyOf(givers);
        }
    }

    static WorkRequest request(CorpId corpId, List<Long> givers, int number, Instant dueAt) {
        return WorkRequest.once(KIND, corpId, givers.getFirst() + "-" + number, new Payload(givers, number), dueAt);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Payload> payloadType() {
        return Payload.class;
    }

    @Override
    public boolean repeatable() {
        return false;
    }

    /** Names are asked for before the call begins. */
    @Override
    public Duration lease() {
        return Duration.ofMinutes(5);
    }

    @Override
    public Settlement handle(Work<Payload> work) {
        List<StaffTask> open = tasks.open(work.corpId(), work.payload().givers());
        if (open.isEmpty()) {
            return Settlement.done();
        }
        try {
            Messages.Message message =
                    Messages.Message.to(open.getFirst().userId(), new Messages.Content.Text(text(work.corpId(), open)));
            Messages.Sent sent = messages.send(Caller.bulk(work.corpId()).noting(work.call()::begin), message);
            boolean reached =
                    sent.invalidUsers().isEmpty() && sent.unlicensedUsers().isEmpty();
            return told(work, reached ? Told.SENT : Told.REFUSED);
        } catch (WeComException e) {
            String reason = String.valueOf(e.getMessage());
            return switch (e.kind()) {
                case RETRYABLE -> Settlement.retry(reason, e.retryAfter());
                case MISCONFIGURED -> Settlement.retry(reason, e.untilMended());
                case REFUSED -> told(work, Told.REFUSED);
                case IN_DOUBT -> told(work, Told.UNKNOWN);
            };
        }
    }

    @Override
    public Settlement resolve(Work<Payload> work, Instant calledAt) {
        return told(work, Told.UNKNOWN);
    }

    private Settlement told(Work<Payload> work, Told told) {
        Payload payload = work.payload();
        return Settlement.done(() -> {
            tasks.told(work.corpId(), payload.givers(), told);
            if (payload.number() < MOST_MESSAGES) {
                queue.submit(request(
                        work.corpId(),
                        payload.givers(),
                        payload.number() + 1,
                        clock.instant().plus(BETWEEN)));
            }
        });
    }

    /** All that is to be done: a text once, whoever it is about. */
    private String text(CorpId corpId, List<StaffTask> open) {
        Map<String, List<StaffTask>> byText =
                open.stream().collect(Collectors.groupingBy(StaffTask::text, LinkedHashMap::new, Collectors.toList()));
        return byText.entrySet().stream()
                .map(same -> {
                    int room = byText.size() == 1
                            ? ToldTogether.MOST_BYTES
                            : ToldTogether.bytes(same.getKey()) - BETWEEN_TEXTS.length();
                    return text(corpId, same.getKey(), same.getValue(), room);
                })
                .collect(Collectors.joining(BETWEEN_TEXTS));
    }

    /** What is to be done, and about whom: as many names as fit. */
    private String text(CorpId corpId, String text, List<StaffTask> open, int room) {
        List<String> names = new ArrayList<>();
        for (StaffTask task : open.subList(0, Math.min(open.size(), MOST_NAMES))) {
            ExternalUserId contact = task.externalUserId();
            ChatId chat = task.chatId();
            try {
                if (contact != null) {
                    names.add(contacts.get(Caller.bulk(corpId), contact).name());
                } else if (chat != null) {
                    names.add("群「%s」"
                            .formatted(groupChats.get(Caller.bulk(corpId), chat).name()));
                }
            } catch (WeComException e) {
                if (e.kind() != WeComException.Kind.REFUSED) {
                    throw e;
                }
                // WeCom does not know it any more; the task is told without its name.
            }
        }
        while (!names.isEmpty()) {
            String whole = "%s\n对象：%s%s"
                    .formatted(
                            text,
                            String.join("、", names),
                            names.size() < open.size() ? " 等 %d 位".formatted(open.size()) : "");
            if (whole.getBytes(StandardCharsets.UTF_8).length <= room) {
                return whole;
            }
            names.removeLast();
        }
        return text;
    }
}
