package scrm.simulator;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * One message that a contact, a group or a member really got.
 *
 * @param kind {@code welcome}, {@code mass_send}, {@code moment}, {@code transfer} or {@code app_message}
 * @param receiver an external_userid, chat_id or userid
 * @param sender the userid in whose name it came; the agent id for app messages
 * @param id the msgid, moment_id or welcome_code
 * @param content the request's {@code text} and {@code attachments}
 */
public record Received(String kind, String receiver, String sender, String id, JsonNode content, Instant at) {}
