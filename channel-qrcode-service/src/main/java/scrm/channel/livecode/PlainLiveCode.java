package scrm.channel.livecode;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A live code as a row of a table can tell it: with a text for a welcome at most.
 *
 * @param channelId its channel
 * @param kind {@code CONTACT} or {@code ACQUISITION_LINK}
 * @param name for people, 1 to 50 characters
 * @param users userids
 * @param skipVerify whether contacts are added without the member's consent
 * @param welcomeText absent: no welcome
 */
public record PlainLiveCode(
        long channelId,
        LiveCode.Kind kind,
        String name,
        List<String> users,
        boolean skipVerify,
        @Nullable String welcomeText) {
    public PlainLiveCode {
        users = List.copyOf(users);
    }
}
