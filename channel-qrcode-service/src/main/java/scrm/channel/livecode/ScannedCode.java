package scrm.channel.livecode;

import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.channel.channel.ChannelId;
import scrm.channel.script.WelcomeScript;
import scrm.events.AttributionEvent.SourceTag;

/**
 * What the scan of a live code means.
 *
 * @param liveCodeId the code
 * @param version the code's, which grows with every edit
 * @param channelId its channel
 * @param name the code's name
 * @param channelName its channel's name
 * @param tags the channel's tags
 * @param welcome what contacts are told; null: nothing
 * @param invites whether the welcome is to lead on to a group code
 * @param invitation that group code, while it can be scanned
 */
public record ScannedCode(
        LiveCodeId liveCodeId,
        int version,
        ChannelId channelId,
        String name,
        String channelName,
        List<SourceTag> tags,
        @Nullable WelcomeScript welcome,
        boolean invites,
        @Nullable Invitation invitation) {
    public ScannedCode {
        tags = List.copyOf(tags);
    }
}
