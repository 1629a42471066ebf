package scrm.messaging;

import java.time.Instant;

import scrm.events.CorpId;

/**
 * Work that was claimed.
 *
 * @param id its row
 * @param corpId the corp that it is for
 * @param key names it among its kind and corp
 * @param payload what was asked for
 * @param dueAt when it was due
 * @param attempt 1 for the first
 * @param call to be begun before a call that must not be repeated
 * @param <P> the payload's type
 */
public record Work<P extends Record>(
        long id, CorpId corpId, String key, P payload, Instant dueAt, int attempt, Call call) {}
