package scrm.channel.rotation;

import java.time.Instant;

import scrm.channel.channel.ChannelId;
import scrm.channel.livecode.LiveCodeId;
import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;

/** A contact who came into a group by a live code. */
record GroupJoin(
        CorpId corpId,
        ChatId chatId,
        ExternalUserId externalUserId,
        LiveCodeId liveCodeId,
        ChannelId channelId,
        Instant joinedAt) {}
