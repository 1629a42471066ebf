package scrm.simulator.server;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One API call as the simulator saw it.
 *
 * @param number counts all calls from 1; to be given as {@code after} to read on
 * @param at when it arrived, in simulated time
 * @param corpId null when neither token nor corpid told
 * @param path relative to /cgi-bin/
 * @param query without access_token and corpsecret
 * @param body as it came; empty for GET and for uploads
 * @param status the HTTP status; 0 if the connection was ended without a reply
 * @param errcode WeCom's code; meaningless unless the status is 200 or 0
 * @param executed whether the call took effect, whatever was replied
 * @param reply what was (or would have been) replied
 * @param micros from arrival to reply, real time
 */
public record ApiCall(
        long number,
        Instant at,
        @Nullable String corpId,
        String method,
        String path,
        String query,
        String body,
        int status,
        int errcode,
        boolean executed,
        String reply,
        long micros) {}
