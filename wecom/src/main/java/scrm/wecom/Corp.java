package scrm.wecom;

import java.time.ZoneId;

import scrm.events.CorpId;

/**
 * One entry of the corps file.
 *
 * @param corpId the corp
 * @param name shown to people
 * @param timezone for everything that has a local time
 * @param agentId our app in the corp
 * @param secret the app's secret
 * @param callbackToken signs callbacks
 * @param callbackAesKey encrypts callbacks, 43 characters
 */
public record Corp(
        CorpId corpId,
        String name,
        ZoneId timezone,
        long agentId,
        String secret,
        String callbackToken,
        String callbackAesKey) {
    /** Shows no secret. */
    @Override
    public String toString() {
        return "Corp[" + corpId + "]";
    }
}
