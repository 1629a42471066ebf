package scrm.sop.groupmessage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;

/**
 * Gathers receivers of one content and sender into as few messages as may be, for the member confirms each: a message
 * that was just begun still takes receivers for a moment, from whichever batch they come.
 */
@Service
public class GatherGroupMessage {
    /** How long a message takes receivers: some batches of due steps, and nothing that a reader would notice. */
    static final Duration COLLECTS_FOR = Duration.ofSeconds(2);

    private final GroupMessages messages;
    private final WorkQueue work;
    private final Clock clock;

    GatherGroupMessage(GroupMessages messages, WorkQueue work, Clock clock) {
        this.messages = messages;
        this.work = work;
        this.clock = clock;
    }

    /**
     * @param mergeKey names what wants it said, the sender and the kind of receivers, at most 170 characters; contents
     *     that differ are not mixed
     * @param receivers external_userids or chat_ids, as the draft has it; each once
     * @return the message that each receiver is in
     */
    @Transactional
    public Map<String, GroupMessageId> gather(CorpId corpId, String mergeKey, Draft draft, List<String> receivers) {
        return gatherSame(corpId, mergeKey + ":" + draft.content().fingerprint(), draft, receivers);
    }

    private Map<String, GroupMessageId> gatherSame(
            CorpId corpId, String mergeKey, Draft draft, List<String> receivers) {
        int most = draft.chatType().maxReceivers();
        Map<String, GroupMessageId> gathered = new LinkedHashMap<>();
        int next = 0;
        GroupMessages.Open open = messages.open(corpId, mergeKey)
                .filter(message -> message.receivers() < most)
                .orElse(null);
        while (next < receivers.size()) {
            if (open == null) {
                open = begin(corpId, mergeKey, draft);
            }
            int end = Math.min(receivers.size(), next + most - open.receivers());
            List<String> some = receivers.subList(next, end);
            messages.addReceivers(corpId, open.id(), some);
            for (String receiver : some) {
                gathered.put(receiver, open.id());
            }
            next = end;
            open = null;
        }
        return gathered;
    }

    private GroupMessages.Open begin(CorpId corpId, String mergeKey, Draft draft) {
        Instant now = clock.instant();
        GroupMessageId id = messages.create(corpId, mergeKey, draft, now);
        work.submit(WorkRequest.once(
                GroupMessageWorker.KIND,
                corpId,
                id.toString(),
                new GroupMessageWorker.Payload(id.value()),
                now.plus(COLLECTS_FOR)));
        return new GroupMessages.Open(id, 0);
    }
}
