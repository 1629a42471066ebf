package scrm.wecom.wxjava;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import scrm.events.CorpId;
import scrm.wecom.Corp;
import scrm.wecom.WeComException;
import scrm.wecom.WeComException.Kind;

/**
 * Corps that somebody has to mend. Nothing is called for them, or of the one API, until a while has passed or the entry
 * in the corps file has changed: trying on would get the IP banned and mends nothing.
 */
final class Misconfigurations {
    private static final Logger log = LoggerFactory.getLogger(Misconfigurations.class);

    private final Clock clock;
    private final MeterRegistry meters;
    private final Map<Key, Misconfiguration> known = new ConcurrentHashMap<>();

    Misconfigurations(Clock clock, MeterRegistry meters) {
        this.clock = clock;
        this.meters = meters;
    }

    /** @throws WeComException MISCONFIGURED while nothing is to be tried */
    void check(Corp corp, Api api) {
        if (known.isEmpty()) {
            return;
        }
        check(corp, new Key(corp.corpId(), null));
        check(corp, new Key(corp.corpId(), api));
    }

    private void check(Corp corp, Key key) {
        Misconfiguration found = known.get(key);
        if (found == null) {
            return;
        }
        if (!found.corp.equals(corp)) {
            known.remove(key, found);
            return;
        }
        Duration left = Duration.between(clock.instant(), found.until);
        if (left.isPositive()) {
            throw new WeComException(Kind.MISCONFIGURED, found.errcode, found.message(), left, null);
        }
    }

    /** Notes a refusal; an alert is in place once {@code wecom.misconfigured} is 1. */
    void note(Corp corp, Api api, int errcode) {
        Key key = new Key(corp.corpId(), Refusals.wholeCorp(errcode) ? null : api);
        Instant until = clock.instant().plus(Refusals.holdFor(errcode));
        Misconfiguration before = known.put(key, new Misconfiguration(corp, api, errcode, until));
        if (before == null || before.errcode != errcode) {
            log.error(
                    "{} is refused {} with errcode {}: {}",
                    corp.corpId(),
                    key.api == null ? "everything" : api.path(),
                    errcode,
                    Refusals.hint(errcode));
        }
        Gauge.builder("wecom.misconfigured", known, k -> has(k, key, errcode))
                .description("1 while somebody has to mend a corp's settings")
                .tags("corp", corp.corpId().value(), "api", api.path(), "errcode", Integer.toString(errcode))
                .register(meters);
    }

    /** The API answered: whatever was wrong with it no longer is. */
    void passed(Corp corp, Api api) {
        if (!known.isEmpty()) {
            mended(new Key(corp.corpId(), null));
            mended(new Key(corp.corpId(), api));
        }
    }

    private void mended(Key key) {
        if (known.remove(key) != null) {
            log.info("{} is served again", key.corpId);
        }
    }

    /** One line for each, naming the fix. */
    List<String> messages() {
        return known.values().stream().map(Misconfiguration::message).sorted().toList();
    }

    private static int has(Map<Key, Misconfiguration> known, Key key, int errcode) {
        Misconfiguration found = known.get(key);
        return found != null && found.errcode == errcode ? 1 : 0;
    }

    /** @param api null: all of the corp's */
    private record Key(CorpId corpId, @Nullable Api api) {}

    private record Misconfiguration(Corp corp, Api api, int errcode, Instant until) {
        String message() {
            return "%s of %s refused with errcode %d: %s"
                    .formatted(api.path(), corp.corpId(), errcode, Refusals.hint(errcode));
        }
    }
}
