package scrm.rest.idempotency;

import java.util.UUID;

import scrm.events.CorpId;

/**
 * One try at a keyed request.
 *
 * @param corpId whose request it is
 * @param keyDigest SHA-256 of client, route and key, in hex
 * @param bodyDigest SHA-256 of the body, in hex
 * @param id of this try
 */
record Attempt(CorpId corpId, String keyDigest, String bodyDigest, UUID id) {
    /** The try that the current thread works on. */
    static final ScopedValue<Attempt> CURRENT = ScopedValue.newInstance();

    static Attempt of(CorpId corpId, String keyDigest, String bodyDigest) {
        return new Attempt(corpId, keyDigest, bodyDigest, UUID.randomUUID());
    }
}
