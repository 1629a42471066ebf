package scrm.channel.livecode;

import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.channel.channel.ChannelId;
import scrm.events.AttributionEvent.SourceTag;

/**
 * What the scan of a live code means.
 *
 * @param liveCodeId the code
 * @param channelId its channel
 * @param tags the channel's tags
 * @param welcome what the contact is to be told
 */
public record ScannedCode(
        LiveCodeId liveCodeId,
        ChannelId channelId,
        List<SourceTag> tags,
        @Nullable WelcomeContent welcome) {
    public ScannedCode {
        tags = List.copyOf(tags);
    }
}
