package scrm.gateway.callback;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import scrm.events.CorpId;
import scrm.rest.NotFound;
import scrm.wecom.Corp;
import scrm.wecom.Corps;
import scrm.wecom.callback.CallbackKeys;

/** The keys of the corps that we serve, made once for each and again when its entry changes. */
final class CorpKeys {
    private static final Logger log = LoggerFactory.getLogger(CorpKeys.class);

    private final Corps corps;
    private final Map<CorpId, Made> made = new ConcurrentHashMap<>();

    private record Made(Corp corp, @Nullable CallbackKeys keys) {}

    CorpKeys(Corps corps) {
        this.corps = corps;
    }

    /**
     * The keys of a corp.
     *
     * @throws NotFound if we do not serve it, or if its keys are not as WeCom makes them: that disables this corp alone
     */
    CallbackKeys of(String corpId) {
        Corp corp = find(corpId);
        Made known = made.get(corp.corpId());
        if (known == null || !known.corp().equals(corp)) {
            known = make(corp);
            made.put(corp.corpId(), known);
        }
        if (known.keys() == null) {
            throw NotFound.of("corp");
        }
        return known.keys();
    }

    private Corp find(String corpId) {
        try {
            return corps.find(new CorpId(corpId)).orElseThrow(() -> NotFound.of("corp"));
        } catch (IllegalArgumentException e) {
            throw NotFound.of("corp");
        }
    }

    private static Made make(Corp corp) {
        try {
            return new Made(corp, CallbackKeys.of(corp));
        } catch (IllegalArgumentException e) {
            log.error("Callbacks of corp {} are disabled: {}", corp.corpId(), e.getMessage());
            return new Made(corp, null);
        }
    }
}
