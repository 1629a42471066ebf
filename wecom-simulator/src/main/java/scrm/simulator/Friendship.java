package scrm.simulator;

import org.jspecify.annotations.Nullable;

/**
 * What an adding came to.
 *
 * @param state the code's own state, as the callback carries it
 * @param welcomeCode valid for 20 s and once; null when WeCom issues none (already chatted, already welcomed, the admin
 *     configured a welcome)
 */
public record Friendship(
        String userId,
        String externalUserId,
        @Nullable String state,
        @Nullable String welcomeCode) {}
