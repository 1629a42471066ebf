package scrm.channel.welcome;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.channel.livecode.ScannedCode;
import scrm.channel.livecode.ScannedCodes;
import scrm.channel.script.WelcomeScript;
import scrm.channel.script.WelcomeScript.Choice;
import scrm.channel.welcome.Welcome.Outcome;
import scrm.events.ExternalContactEvent;
import scrm.events.ExternalContactEvent.ExternalContactAdded;
import scrm.events.ExternalContactEvent.ExternalContactHalfAdded;
import scrm.events.State;
import scrm.events.WelcomeCode;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;

/** Finds that a contact is owed a welcome and has it sent at once. Reads nothing but memory on the way. */
@Service
class OweWelcome {
    /** Between a half-add, which may be welcomed, and the add that completes it. */
    private static final Duration HALF_ADD_LASTS = Duration.ofDays(7);

    private final ScannedCodes scannedCodes;
    private final ChooseWelcome chooseWelcome;
    private final SentWelcomes welcomes;
    private final SettleWelcome settleWelcome;
    private final WorkQueue work;
    private final Clock clock;

    OweWelcome(
            ScannedCodes scannedCodes,
            ChooseWelcome chooseWelcome,
            SentWelcomes welcomes,
            SettleWelcome settleWelcome,
            WorkQueue work,
            Clock clock) {
        this.scannedCodes = scannedCodes;
        this.chooseWelcome = chooseWelcome;
        this.welcomes = welcomes;
        this.settleWelcome = settleWelcome;
        this.work = work;
        this.clock = clock;
    }

    @Transactional
    public void added(ExternalContactAdded event) {
        WelcomeCode code = event.welcomeCode();
        if (code != null) {
            send(event, event.state(), code);
            return;
        }
        scannedCodes
                .find(event.corpId(), event.state())
                .filter(scanned -> scanned.welcome() != null)
                .map(scanned -> welcome(event, scanned))
                .filter(welcome ->
                        !welcomes.welcomedSince(welcome, event.occurredAt().minus(HALF_ADD_LASTS)))
                .ifPresent(settleWelcome::impossible);
    }

    /** Without a code nothing is said yet: the add may bring one. */
    @Transactional
    public void halfAdded(ExternalContactHalfAdded event) {
        WelcomeCode code = event.welcomeCode();
        if (code != null) {
            send(event, event.state(), code);
        }
    }

    private void send(ExternalContactEvent event, @Nullable State state, WelcomeCode code) {
        ScannedCode scanned = scannedCodes.find(event.corpId(), state).orElse(null);
        WelcomeScript script = scanned == null ? null : scanned.welcome();
        if (state == null || scanned == null || script == null) {
            return;
        }
        Welcome welcome = chooseWelcome.choose(welcome(event, scanned), script);
        Instant now = clock.instant();
        welcomes.add(welcome, Outcome.PENDING, now);
        work.submit(WorkRequest.once(
                WelcomeWorker.KIND,
                welcome.corpId(),
                sha256(code),
                new WelcomeWorker.Payload(
                        welcome.userId(),
                        welcome.externalUserId(),
                        welcome.liveCodeId().value(),
                        welcome.channelId().value(),
                        welcome.eventId(),
                        welcome.occurredAt(),
                        state,
                        code,
                        welcome.choice()),
                now));
    }

    private static Welcome welcome(ExternalContactEvent event, ScannedCode scanned) {
        return new Welcome(
                event.corpId(),
                event.userId(),
                event.externalUserId(),
                scanned.liveCodeId(),
                scanned.channelId(),
                event.id(),
                event.occurredAt(),
                Choice.BASE);
    }

    /** A key that any log may show: the code itself is a right to speak to somebody. */
    private static String sha256(WelcomeCode code) {
        try {
            byte[] bytes = code.value().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
