package scrm.channel.livecode;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.channel.channel.ChannelId;
import scrm.events.CorpId;

/**
 * What may be known of a live code by whoever has its short link; its state may not.
 *
 * @param liveCodeId the code
 * @param channelId its channel
 * @param shortCode the end of its short link
 * @param status how far it has come
 * @param target where the short link leads while the code is active; absent until WeCom has made it
 */
public record PublicCode(
        CorpId corpId,
        LiveCodeId liveCodeId,
        ChannelId channelId,
        ShortCode shortCode,
        LiveCode.Status status,
        @Nullable Target target) {
    /** Where a short link leads. */
    public sealed interface Target {
        /** To a page with this picture of WeCom's QR code. */
        record Picture(URI uri) implements Target {}

        /** Onwards to this page of WeCom's. */
        record Page(URI uri) implements Target {}
    }

    static PublicCode of(LiveCode liveCode) {
        return new PublicCode(
                liveCode.corpId(),
                liveCode.id(),
                liveCode.channelId(),
                liveCode.shortCode(),
                liveCode.status(),
                target(liveCode));
    }

    /** Onwards where there is a link, for nothing needs to be scanned then. */
    private static @Nullable Target target(LiveCode liveCode) {
        Optional<Target> page = web(liveCode.link()).map(Target.Page::new);
        return page.or(() -> web(liveCode.qrCode()).map(Target.Picture::new)).orElse(null);
    }

    /** Empty for what a browser could not load, or should not. */
    private static Optional<URI> web(@Nullable String address) {
        if (address == null) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(address);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return web && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
