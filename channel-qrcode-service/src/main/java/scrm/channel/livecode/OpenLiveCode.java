package scrm.channel.livecode;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.attachment.KeepAttachments;
import scrm.attachment.MediaContentId;
import scrm.channel.channel.ChannelId;
import scrm.channel.channel.Channels;
import scrm.channel.media.MediaRenewalWorker;
import scrm.channel.script.WelcomeScript;
import scrm.events.CorpId;
import scrm.messaging.WorkQueue;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;

/** Opens live codes. */
@Service
public class OpenLiveCode {
    private final Channels channels;
    private final LiveCodes liveCodes;
    private final WelcomeExperiments experiments;
    private final KeepAttachments keepAttachments;
    private final WorkQueue work;
    private final ApplicationEventPublisher publisher;
    private final Clock clock;

    OpenLiveCode(
            Channels channels,
            LiveCodes liveCodes,
            WelcomeExperiments experiments,
            KeepAttachments keepAttachments,
            WorkQueue work,
            ApplicationEventPublisher publisher,
            Clock clock) {
        this.channels = channels;
        this.liveCodes = liveCodes;
        this.experiments = experiments;
        this.keepAttachments = keepAttachments;
        this.work = work;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** Writes down what is to be made, its state included, before WeCom is asked for anything. */
    @Transactional
    LiveCode open(CorpId corpId, ChannelId channelId, LiveCode.Kind kind, LiveCodeRequest request) {
        return open(corpId, channelId, request.draft(corpId, kind, keepAttachments));
    }

    /** Makes another one like it, with a name and a state of its own. */
    @Transactional
    LiveCode copy(CorpId corpId, LiveCodeId id, String name, @Nullable ChannelId channelId) {
        LiveCode original = liveCodes.find(corpId, id).orElseThrow(() -> NotFound.of("live-code"));
        return open(
                corpId,
                channelId == null ? original.channelId() : channelId,
                original.draft().named(name));
    }

    /** The same with what was decided before; what its welcome needs has been kept. */
    @Transactional
    public LiveCode open(CorpId corpId, ChannelId channelId, LiveCode.Draft draft) {
        checkChannel(channels, corpId, channelId);
        checkInvitation(liveCodes, corpId, draft);
        Instant now = clock.instant();
        LiveCodeId id = liveCodes.add(corpId, channelId, States.next(), draft.ofNewCode(), now);
        LiveCode liveCode = liveCodes.find(corpId, id).orElseThrow();
        work.submit(LiveCodeCreationWorker.request(liveCode, now));
        experiments.begin(liveCode, now);
        prepareMedia(work, liveCode, now);
        publisher.publishEvent(new LiveCodeEdited(corpId, id));
        return liveCode;
    }

    /**
     * Looks whether live codes can be opened in a channel.
     *
     * @throws InvalidRequest about the field {@code channelId} if they cannot
     */
    public static void checkChannel(Channels channels, CorpId corpId, ChannelId channelId) {
        if (channels.find(corpId, channelId).isEmpty()) {
            throw InvalidRequest.field("channelId", "not_found");
        }
        if (channels.isArchived(corpId, channelId)) {
            throw InvalidRequest.field("channelId", "archived");
        }
    }

    /** An invitation leads on to a group code that is not taken down, nor by anybody at this moment. */
    static void checkInvitation(LiveCodes liveCodes, CorpId corpId, LiveCode.Draft draft) {
        LiveCodeId invitesTo = draft.invitesTo();
        if (invitesTo != null
                && liveCodes
                        .lock(corpId, invitesTo)
                        .filter(code -> code.draft().kind() == LiveCode.Kind.GROUP)
                        .filter(code -> code.status() != LiveCode.Status.ARCHIVED)
                        .isEmpty()) {
            throw InvalidRequest.field("invitesTo", "not_a_group_code");
        }
    }

    static void prepareMedia(WorkQueue work, LiveCode liveCode, Instant now) {
        WelcomeScript welcome = liveCode.draft().welcome();
        if (welcome != null) {
            for (MediaContentId content : welcome.contents()) {
                work.submit(MediaRenewalWorker.request(liveCode.corpId(), content, now));
            }
        }
    }
}
