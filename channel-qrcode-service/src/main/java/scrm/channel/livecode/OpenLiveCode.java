package scrm.channel.livecode;

import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.attachment.KeepAttachments;
import scrm.attachment.MediaContentId;
import scrm.channel.channel.ChannelId;
import scrm.channel.channel.Channels;
import scrm.events.CorpId;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;
import scrm.rest.InvalidRequest;

/** Opens live codes. */
@Service
public class OpenLiveCode {
    private final Channels channels;
    private final LiveCodes liveCodes;
    private final KeepAttachments keepAttachments;
    private final WorkQueue work;
    private final Clock clock;

    OpenLiveCode(Channels channels, LiveCodes liveCodes, KeepAttachments keepAttachments, WorkQueue work, Clock clock) {
        this.channels = channels;
        this.liveCodes = liveCodes;
        this.keepAttachments = keepAttachments;
        this.work = work;
        this.clock = clock;
    }

    /** Writes down what is to be made, its state included, before WeCom is asked for anything. */
    @Transactional
    LiveCode open(CorpId corpId, ChannelId channelId, LiveCodeRequest request) {
        if (channels.find(corpId, channelId).isEmpty()) {
            throw InvalidRequest.field("channelId", "not_found");
        }
        return open(corpId, channelId, request.draft(corpId, keepAttachments));
    }

    /** The same in a channel that is there, with what was decided before; what its welcome needs has been kept. */
    @Transactional
    public LiveCode open(CorpId corpId, ChannelId channelId, LiveCode.Draft draft) {
        Instant now = clock.instant();
        LiveCodeId id = liveCodes.add(corpId, channelId, States.next(), draft, now);
        LiveCode liveCode = liveCodes.find(corpId, id).orElseThrow();
        work.submit(creation(liveCode, now));
        prepareMedia(work, liveCode, now);
        return liveCode;
    }

    /** One creation per version: an edit of a code that WeCom refused is a person's wish to try again. */
    static WorkRequest creation(LiveCode liveCode, Instant now) {
        return WorkRequest.once(
                ContactWayWorker.KIND,
                liveCode.corpId(),
                liveCode.id() + ":" + liveCode.version(),
                new ContactWayWorker.Payload(liveCode.id().value()),
                now);
    }

    static void prepareMedia(WorkQueue work, LiveCode liveCode, Instant now) {
        WelcomeContent welcome = liveCode.draft().welcome();
        if (welcome != null) {
            for (MediaContentId content : welcome.contents()) {
                work.submit(MediaRenewalWorker.request(liveCode.corpId(), content, now));
            }
        }
    }
}
