package scrm.channel.welcome;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import scrm.channel.channel.ChannelId;
import scrm.channel.livecode.LiveCodeId;
import scrm.channel.livecode.ScannedCode;
import scrm.channel.livecode.ScannedCodes;
import scrm.channel.livecode.WelcomeContent;
import scrm.channel.welcome.Welcome.Outcome;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.State;
import scrm.events.UserId;
import scrm.events.WelcomeCode;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.wecom.Caller;
import scrm.wecom.WeComException;
import scrm.wecom.Welcomes;

/**
 * Sends welcomes: once each, and never after the welcome code's 20 s. Whether a call whose answer was lost went through
 * cannot be asked, so such a welcome ends as unknown; a second one might greet twice.
 */
@Component
class WelcomeWorker implements WorkHandler<WelcomeWorker.Payload> {
    static final String KIND = "welcome";

    /** Source: document 92137. */
    private static final int CODE_EXPIRED = 41050;

    private static final int ANOTHER_APP_IS_SENDING = 41096;

    private static final Duration SOON = Duration.ofMillis(300);

    private final ScannedCodes scannedCodes;
    private final ComposeWelcome composeWelcome;
    private final Welcomes welcomes;
    private final SettleWelcome settleWelcome;
    private final Clock clock;

    WelcomeWorker(
            ScannedCodes scannedCodes,
            ComposeWelcome composeWelcome,
            Welcomes welcomes,
            SettleWelcome settleWelcome,
            Clock clock) {
        this.scannedCodes = scannedCodes;
        this.composeWelcome = composeWelcome;
        this.welcomes = welcomes;
        this.settleWelcome = settleWelcome;
        this.clock = clock;
    }

    /** A welcome and the right to send it. */
    record Payload(
            UserId userId,
            ExternalUserId externalUserId,
            long liveCodeId,
            long channelId,
            EventId eventId,
            Instant occurredAt,
            State state,
            WelcomeCode welcomeCode) {
        Welcome welcome(CorpId corpId) {
            return new Welcome(
                    corpId,
                    userId,
                    externalUserId,
                    new LiveCodeId(liveCodeId),
                    new ChannelId(channelId),
                    eventId,
                    occurredAt);
        }

        /** Without the right to speak to somebody. */
        @Override
        public String toString() {
            return "Payload[" + eventId + "]";
        }
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

    @Override
    public boolean urgent() {
        return true;
    }

    /** Enough for a burst at WeCom's pace; what WeCom lets through at once is limited by its client. */
    @Override
    public int concurrency() {
        return 96;
    }

    @Override
    public Settlement handle(Work<Payload> work) {
        Payload payload = work.payload();
        Welcome welcome = payload.welcome(work.corpId());
        Optional<WelcomeContent> content =
                scannedCodes.find(work.corpId(), payload.state()).map(ScannedCode::welcome);
        if (content.isEmpty()) {
            return settled(welcome, Outcome.REFUSED, null);
        }
        if (isLate(welcome)) {
            return settled(welcome, Outcome.EXPIRED, null);
        }
        ComposeWelcome.Message message = composeWelcome.compose(welcome, content.get());
        if (message.isEmpty()) {
            return again(welcome, SOON, "WeCom has not got the attachments yet", null);
        }
        // Putting it into words may have taken a call.
        if (isLate(welcome)) {
            return settled(welcome, Outcome.EXPIRED, null);
        }
        try {
            welcomes.send(Caller.welcome(work.corpId()), payload.welcomeCode(), message.text(), message.attachments());
            return settled(welcome, Outcome.SENT, null);
        } catch (WeComException e) {
            return refused(welcome, e);
        }
    }

    @Override
    public Settlement resolve(Work<Payload> work) {
        return settled(work.payload().welcome(work.corpId()), Outcome.UNKNOWN, null);
    }

    private Settlement refused(Welcome welcome, WeComException e) {
        if (e.errcode() == CODE_EXPIRED) {
            return settled(welcome, Outcome.EXPIRED, e.errcode());
        }
        if (e.errcode() == ANOTHER_APP_IS_SENDING) {
            return again(welcome, SOON, String.valueOf(e.getMessage()), e.errcode());
        }
        return switch (e.kind()) {
            case RETRYABLE -> again(welcome, e.retryAfter(), String.valueOf(e.getMessage()), e.errcode());
            case IN_DOUBT -> settled(welcome, Outcome.UNKNOWN, null);
            case REFUSED, MISCONFIGURED -> settled(welcome, Outcome.REFUSED, e.errcode());
        };
    }

    /** Later, if there is a later. */
    private Settlement again(Welcome welcome, Duration after, String reason, @Nullable Integer errcode) {
        return clock.instant().plus(after).isBefore(welcome.deadline())
                ? Settlement.retry(reason, after)
                : settled(welcome, Outcome.EXPIRED, errcode);
    }

    private boolean isLate(Welcome welcome) {
        return !clock.instant().isBefore(welcome.deadline());
    }

    private Settlement settled(Welcome welcome, Outcome outcome, @Nullable Integer errcode) {
        return Settlement.done(() -> settleWelcome.settle(welcome, outcome, errcode));
    }
}
