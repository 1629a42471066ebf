package scrm.channel.livecode;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

import scrm.events.UserId;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.wecom.Caller;
import scrm.wecom.ContactWays;
import scrm.wecom.ContactWays.ConfigId;
import scrm.wecom.ContactWays.NewContactWay;
import scrm.wecom.WeComException;

/**
 * Makes WeCom's contact way what the live code is by now: edited, led to others, or gone once it is archived. May be
 * repeated.
 */
@Component
class ContactWaySyncWorker implements WorkHandler<ContactWaySyncWorker.Payload> {
    static final String KIND = "contact-way-sync";

    /** The config_id is unknown: what is to be deleted is gone. Source: document 90313. */
    private static final int BAD_CONFIG_ID = 41044;

    private static final int REMARK_CHARACTERS = 30;

    private static final Duration UNTIL_MADE = Duration.ofSeconds(5);

    private final LiveCodes liveCodes;
    private final ContactWays contactWays;
    private final Clock clock;

    ContactWaySyncWorker(LiveCodes liveCodes, ContactWays contactWays, Clock clock) {
        this.liveCodes = liveCodes;
        this.contactWays = contactWays;
        this.clock = clock;
    }

    /** Which live code changed. */
    record Payload(long liveCodeId) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Payload> payloadType() {
        return Payload.class;
    }

    @Override
    public Settlement handle(Work<Payload> work) {
        LiveCode liveCode = liveCodes
                .find(work.corpId(), new LiveCodeId(work.payload().liveCodeId()))
                .orElse(null);
        if (liveCode != null && liveCode.status() == LiveCode.Status.CREATING) {
            return Settlement.retry("WeCom is being asked to make the code", UNTIL_MADE);
        }
        String configId = liveCode == null ? null : liveCode.configId();
        if (liveCode == null || configId == null) {
            return Settlement.done();
        }
        try {
            if (liveCode.status() == LiveCode.Status.ARCHIVED) {
                contactWays.delete(Caller.person(work.corpId()), new ConfigId(configId));
            } else {
                contactWays.update(
                        Caller.person(work.corpId()), new ConfigId(configId), contactWay(liveCode, liveCode.leadsTo()));
            }
        } catch (WeComException e) {
            String reason = String.valueOf(e.getMessage());
            return switch (e.kind()) {
                case RETRYABLE, IN_DOUBT -> Settlement.retry(reason, e.retryAfter());
                case REFUSED, MISCONFIGURED ->
                    liveCode.status() == LiveCode.Status.ARCHIVED && e.errcode() == BAD_CONFIG_ID
                            ? synced(liveCode)
                            : Settlement.rejected(
                                    reason,
                                    () -> liveCodes.synced(
                                            work.corpId(),
                                            liveCode.id(),
                                            liveCode.version(),
                                            new LiveCode.Failure(reason, e.errcode()),
                                            clock.instant()));
            };
        }
        return synced(liveCode);
    }

    private Settlement synced(LiveCode liveCode) {
        return Settlement.done(
                () -> liveCodes.synced(liveCode.corpId(), liveCode.id(), liveCode.version(), null, clock.instant()));
    }

    /** A live code in WeCom's words. */
    static NewContactWay contactWay(LiveCode liveCode, List<UserId> users) {
        String name = liveCode.draft().name();
        int end = Math.min(name.codePointCount(0, name.length()), REMARK_CHARACTERS);
        return new NewContactWay(
                name.substring(0, name.offsetByCodePoints(0, end)),
                liveCode.draft().skipVerify(),
                liveCode.state(),
                users);
    }
}
