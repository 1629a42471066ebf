package scrm.channel.welcome;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import scrm.channel.channel.ChannelId;
import scrm.channel.livecode.LiveCodeId;
import scrm.channel.livecode.ScannedCode;
import scrm.channel.livecode.ScannedCodes;
import scrm.channel.script.WelcomeContent;
import scrm.channel.script.WelcomeScript;
import scrm.channel.script.WelcomeScript.Choice;
import scrm.channel.welcome.Welcome.End;
import scrm.channel.welcome.Welcome.Outcome;
import scrm.channel.welcome.Welcome.Reason;
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
    private static final int CODE_INVALID = 41050;

    private static final int ALREADY_IN_CHAT = 41051;
    private static final int ANOTHER_APP_IS_SENDING = 41096;

    private static final Duration SOON = Duration.ofMillis(300);
    private static final End LATE = new End(Outcome.EXPIRED, Reason.LATE, null);
    private static final End UNKNOWN = new End(Outcome.UNKNOWN, null, null);

    private final ScannedCodes scannedCodes;
    private final ChooseWelcome chooseWelcome;
    private final ComposeWelcome composeWelcome;
    private final Welcomes welcomes;
    private final SettleWelcome settleWelcome;
    private final Clock clock;

    WelcomeWorker(
            ScannedCodes scannedCodes,
            ChooseWelcome chooseWelcome,
            ComposeWelcome composeWelcome,
            Welcomes welcomes,
            SettleWelcome settleWelcome,
            Clock clock) {
        this.scannedCodes = scannedCodes;
        this.chooseWelcome = chooseWelcome;
        this.composeWelcome = composeWelcome;
        this.welcomes = welcomes;
        this.settleWelcome = settleWelcome;
        this.clock = clock;
    }

    /**
     * A welcome and the right to send it.
     *
     * @param choice null if it was written before there was a choice
     */
    record Payload(
            UserId userId,
            ExternalUserId externalUserId,
            long liveCodeId,
            long channelId,
            EventId eventId,
            Instant occurredAt,
            State state,
            WelcomeCode welcomeCode,
            @Nullable Choice choice) {
        Welcome welcome(CorpId corpId) {
            return new Welcome(
                    corpId,
                    userId,
                    externalUserId,
                    new LiveCodeId(liveCodeId),
                    new ChannelId(channelId),
                    eventId,
                    occurredAt,
                    choice == null ? Choice.BASE : choice);
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

    /** Short, so that another greets in time whom a process that died was about to greet. */
    @Override
    public Duration lease() {
        return Duration.ofSeconds(8);
    }

    @Override
    public Settlement handle(Work<Payload> work) {
        Payload payload = work.payload();
        Welcome owed = payload.welcome(work.corpId());
        ScannedCode scanned = scannedCodes.find(owed.corpId(), payload.state()).orElse(null);
        WelcomeScript script = scanned == null ? null : scanned.welcome();
        if (scanned == null || script == null) {
            return settled(owed, new End(Outcome.REFUSED, Reason.WELCOME_REMOVED, null));
        }
        if (isLate(owed)) {
            return settled(owed, LATE);
        }
        // An edit since the contact came may have taken away what was chosen.
        Welcome welcome = script.said(owed.choice()).isPresent() ? owed : chooseWelcome.choose(owed, script);
        WelcomeContent content = script.said(welcome.choice()).orElseThrow();
        ComposeWelcome.Message message = composeWelcome.compose(welcome, content, scanned);
        if (message.isEmpty()) {
            return again(welcome, SOON, "WeCom has not got the attachments yet", Reason.MEDIA_MISSING, null);
        }
        try {
            welcomes.send(
                    Caller.welcome(owed.corpId(), welcome.deadline()).noting(work.call()::begin),
                    payload.welcomeCode(),
                    message.text(),
                    message.attachments());
            return settled(welcome, new End(Outcome.SENT, message.lacking(), null));
        } catch (WeComException e) {
            return refused(welcome, e);
        }
    }

    @Override
    public Settlement resolve(Work<Payload> work, Instant calledAt) {
        return settled(work.payload().welcome(work.corpId()), UNKNOWN);
    }

    private Settlement refused(Welcome welcome, WeComException e) {
        return switch (e.errcode()) {
            case CODE_INVALID -> settled(welcome, new End(Outcome.EXPIRED, Reason.CODE_INVALID, e.errcode()));
            case ALREADY_IN_CHAT -> settled(welcome, new End(Outcome.REFUSED, Reason.ALREADY_IN_CHAT, e.errcode()));
            case ANOTHER_APP_IS_SENDING ->
                again(welcome, SOON, String.valueOf(e.getMessage()), Reason.ANOTHER_APP_SENDING, e.errcode());
            default ->
                switch (e.kind()) {
                    case RETRYABLE ->
                        again(welcome, e.retryAfter(), String.valueOf(e.getMessage()), Reason.LATE, answered(e));
                    case IN_DOUBT -> settled(welcome, UNKNOWN);
                    case REFUSED, MISCONFIGURED -> settled(welcome, new End(Outcome.REFUSED, null, answered(e)));
                };
        };
    }

    private static @Nullable Integer answered(WeComException e) {
        return e.errcode() == WeComException.NO_ERRCODE ? null : e.errcode();
    }

    /** Later, if there is a later and a moment for beginning: who then begins too late was slow himself. */
    private Settlement again(Welcome welcome, Duration after, String why, Reason otherwise, @Nullable Integer errcode) {
        return clock.instant().plus(after).plus(SOON).isBefore(welcome.deadline())
                ? Settlement.retry(why, after)
                : settled(welcome, new End(Outcome.EXPIRED, otherwise, errcode));
    }

    private boolean isLate(Welcome welcome) {
        return !clock.instant().isBefore(welcome.deadline());
    }

    private Settlement settled(Welcome welcome, End end) {
        return Settlement.done(() -> settleWelcome.settle(welcome, end));
    }
}
