package scrm.sop.groupmessage;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;

/** Every corp's group messages with their receivers. */
interface GroupMessages {
    /** One that still takes receivers of this key, locked, with the number of those it has. */
    Optional<Open> open(CorpId corpId, String mergeKey);

    GroupMessageId create(CorpId corpId, String mergeKey, UserId sender, MessageContent content, Instant now);

    /** Adds receivers; those that it has are left out. */
    void addReceivers(CorpId corpId, GroupMessageId id, List<ExternalUserId> receivers);

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

    /** Receivers in these deliveries. */
    List<ExternalUserId> receivers(CorpId corpId, GroupMessageId id, Set<Delivery> deliveries);

    /** Receivers in the order of their ids. */
    List<Receiver> receivers(CorpId corpId, GroupMessageId id, @Nullable ExternalUserId after, int limit);

    /** Writes how it went. */
    void deliver(CorpId corpId, GroupMessageId id, Collection<Receiver> receivers);

    /** How many receivers are in each delivery. */
    Map<Delivery, Long> counts(CorpId corpId, GroupMessageId id);

    /** Which of WeCom's ids are ours. */
    Set<String> known(CorpId corpId, Collection<String> msgids);

    /** @param receivers how many it has */
    record Open(GroupMessageId id, int receivers) {}

    /** One receiver. */
    record Receiver(
            ExternalUserId externalUserId,
            Delivery delivery,
            @Nullable Instant sentAt) {}

    /** What a list is narrowed by; null leaves it wide. */
    record Filter(
            GroupMessage.@Nullable Status status, @Nullable UserId sender) {}
}
