package scrm.sop.groupmessage;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.sop.content.ChatType;

/** Every corp's group messages with their receivers. */
interface GroupMessages {
    /** One that still takes receivers of this key, locked, with the number of those it has. */
    Optional<Open> open(CorpId corpId, String mergeKey);

    GroupMessageId create(CorpId corpId, String mergeKey, Draft draft, Instant now);

    /** Adds receivers; those that it has are left out. */
    void addReceivers(CorpId corpId, GroupMessageId id, List<String> receivers);

    Optional<GroupMessage> find(CorpId corpId, GroupMessageId id);

    /** The same, locked until the transaction ends. */
    Optional<GroupMessage> lock(CorpId corpId, GroupMessageId id);

    /** The newest first. */
    List<GroupMessage> list(CorpId corpId, Filter filter, @Nullable GroupMessageId before, int limit);

    /** It is being sent from now on: nobody is added any more. */
    void sending(CorpId corpId, GroupMessageId id, Instant now);

    /** WeCom has it under this id. */
    void created(CorpId corpId, GroupMessageId id, String msgid);

    /** It came to an end, or into doubt. */
    void end(
            CorpId corpId,
            GroupMessageId id,
            GroupMessage.Status status,
            @Nullable Integer errcode,
            @Nullable String reason,
            Instant now);

    /** Its sender has confirmed it. */
    void confirmed(CorpId corpId, GroupMessageId id, Instant at);

    /** Somebody wants it cancelled. */
    void cancelling(CorpId corpId, GroupMessageId id, Instant now);

    /** Receivers in these deliveries. */
    List<String> receivers(CorpId corpId, GroupMessageId id, Set<Delivery> deliveries);

    /** Receivers in the order of their ids. */
    List<Receiver> receivers(CorpId corpId, GroupMessageId id, @Nullable String after, int limit);

    /** Writes how it went. */
    void deliver(CorpId corpId, GroupMessageId id, Collection<Receiver> receivers);

    /** How many receivers are in each delivery. */
    Map<Delivery, Long> counts(CorpId corpId, GroupMessageId id);

    /** Which of WeCom's ids are ours. */
    Set<String> known(CorpId corpId, Collection<String> msgids);

    /** How members confirmed what was handed over in a span of time; who confirmed the largest part comes first. */
    List<Confirmations> confirmations(CorpId corpId, Instant from, Instant until);

    /** @param medianHours from the call to the confirmation; null if none was confirmed */
    record Confirmations(
            UserId userId,
            long asked,
            long confirmed,
            @Nullable Double medianHours) {}

    /** @param receivers how many it has */
    record Open(GroupMessageId id, int receivers) {}

    /** @param id an external_userid or a chat_id */
    record Receiver(String id, Delivery delivery, @Nullable Instant sentAt) {}

    /** What a list is narrowed by; null leaves it wide. */
    record Filter(
            GroupMessage.@Nullable Status status,
            @Nullable UserId sender,
            @Nullable ChatType chatType) {}
}
