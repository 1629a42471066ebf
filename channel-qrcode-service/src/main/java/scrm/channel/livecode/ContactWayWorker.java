package scrm.channel.livecode;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import scrm.events.CorpId;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.wecom.Caller;
import scrm.wecom.ContactWays;
import scrm.wecom.ContactWays.ConfigId;
import scrm.wecom.ContactWays.ContactWay;
import scrm.wecom.Page;
import scrm.wecom.WeComException;

/**
 * Makes the contact way of a live code, once: each {@code add_contact_way} makes one more, so a call whose reply was
 * lost is looked for among WeCom's codes by our state, and is never made again by itself.
 */
@Component
class ContactWayWorker implements WorkHandler<ContactWayWorker.Payload> {
    static final String KIND = "contact-way";

    /** WeCom lists a code that it made within moments; one that it has not listed for so long it has not made. */
    private static final Duration ASK_FOR = Duration.ofMinutes(10);

    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

    /** Clocks differ: how much earlier and later than by ours WeCom may have made it. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final LiveCodes liveCodes;
    private final ContactWays contactWays;
    private final Clock clock;

    ContactWayWorker(LiveCodes liveCodes, ContactWays contactWays, Clock clock) {
        this.liveCodes = liveCodes;
        this.contactWays = contactWays;
        this.clock = clock;
    }

    /** Which live code is to be made. */
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
    public boolean repeatable() {
        return false;
    }

    @Override
    public Settlement handle(Work<Payload> work) {
        LiveCode liveCode = waiting(work);
        if (liveCode == null) {
            return Settlement.done();
        }
        try {
            ContactWays.Created created = contactWays.add(
                    Caller.person(work.corpId()),
                    // All users, whoever is assigned: WeCom could not add others to a code made for a single one.
                    ContactWaySyncWorker.contactWay(liveCode, liveCode.draft().users()));
            return made(liveCode, created.configId(), created.qrCode());
        } catch (WeComException e) {
            return switch (e.kind()) {
                case RETRYABLE -> Settlement.retry(reason(e), e.retryAfter());
                case IN_DOUBT -> Settlement.unknown(reason(e), ASK_AGAIN);
                case REFUSED, MISCONFIGURED -> refused(liveCode, reason(e), e.errcode());
            };
        }
    }

    @Override
    public Settlement resolve(Work<Payload> work) {
        LiveCode liveCode = waiting(work);
        if (liveCode == null) {
            return Settlement.done();
        }
        try {
            Optional<ContactWay> made = search(liveCode);
            if (made.isPresent()) {
                return made(liveCode, made.get().configId(), made.get().qrCode());
            }
        } catch (WeComException e) {
            return Settlement.unknown(reason(e), e.retryAfter());
        }
        return clock.instant().isBefore(liveCode.updatedAt().plus(ASK_FOR))
                ? Settlement.unknown("WeCom does not list the code yet", ASK_AGAIN)
                : refused(liveCode, "WeCom's answer was lost and it lists no such code", WeComException.NO_ERRCODE);
    }

    /** Looks through the codes made since, leaving out those that are ours already. */
    private Optional<ContactWay> search(LiveCode liveCode) {
        CorpId corpId = liveCode.corpId();
        Instant from = liveCode.updatedAt().minus(SKEW);
        Instant to = clock.instant().plus(SKEW);
        @Nullable String cursor = null;
        do {
            Page<ConfigId> page = contactWays.list(Caller.person(corpId), from, to, cursor, 1000);
            Set<String> known = liveCodes.known(
                    corpId, page.items().stream().map(ConfigId::value).toList());
            List<ConfigId> strangers = page.items().stream()
                    .filter(configId -> !known.contains(configId.value()))
                    .toList();
            for (ConfigId configId : strangers) {
                ContactWay contactWay = contactWays.get(Caller.person(corpId), configId);
                if (liveCode.state().equals(contactWay.state())) {
                    return Optional.of(contactWay);
                }
            }
            cursor = page.nextCursor();
        } while (cursor != null);
        return Optional.empty();
    }

    private @Nullable LiveCode waiting(Work<Payload> work) {
        return liveCodes
                .find(work.corpId(), new LiveCodeId(work.payload().liveCodeId()))
                .filter(liveCode -> liveCode.status() == LiveCode.Status.CREATING)
                .orElse(null);
    }

    private Settlement made(LiveCode liveCode, ConfigId configId, String qrCode) {
        return Settlement.done(
                () -> liveCodes.made(liveCode.corpId(), liveCode.id(), configId.value(), qrCode, clock.instant()));
    }

    private Settlement refused(LiveCode liveCode, String reason, int errcode) {
        return Settlement.rejected(
                reason,
                () -> liveCodes.refused(
                        liveCode.corpId(), liveCode.id(), new LiveCode.Failure(reason, errcode), clock.instant()));
    }

    private static String reason(WeComException e) {
        return String.valueOf(e.getMessage());
    }
}
