package scrm.channel.qrimage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import scrm.attachment.MediaContent;
import scrm.attachment.MediaContentId;
import scrm.attachment.MediaContents;
import scrm.channel.livecode.LiveCodeId;
import scrm.channel.livecode.PublicCodes;
import scrm.events.CorpId;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.rest.PublicProperties;
import scrm.rest.TooManyRequests;
import scrm.wecom.Media;

/** Draws codes, and remembers what it has drawn: the same code in the same looks is the same picture for good. */
@Service
class DrawQrImage {
    private static final int REMEMBERED_BYTES = 32 << 20;

    /** A poster takes some forty megabytes while it is painted. */
    private static final int AT_ONCE = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final PublicCodes codes;
    private final MediaContents contents;
    private final PublicProperties pages;
    private final Semaphore turns = new Semaphore(AT_ONCE);
    private final Cache<Asked, QrImage> memory = Caffeine.newBuilder()
            .maximumWeight(REMEMBERED_BYTES)
            .weigher((Asked asked, QrImage image) -> image.bytes().length)
            .expireAfterAccess(Duration.ofHours(1))
            .build();

    DrawQrImage(PublicCodes codes, MediaContents contents, PublicProperties pages) {
        this.codes = codes;
        this.contents = contents;
        this.pages = pages;
    }

    /**
     * The picture of a live code's short link, whatever has become of the code.
     *
     * @throws NotFound if the corp has no such live code
     * @throws InvalidRequest if the corp has no such logo or poster, or it cannot be drawn like that
     * @throws TooManyRequests if many are being drawn
     */
    QrImage of(CorpId corpId, LiveCodeId id, QrOptions options, QrImage.Format format) {
        URI link = codes.find(corpId, id)
                .orElseThrow(() -> NotFound.of("live-code"))
                .shortCode()
                .link(pages);
        Asked asked = new Asked(corpId, link, options, format);
        QrImage known = memory.getIfPresent(asked);
        if (known != null) {
            return known;
        }
        QrImage drawn = drawInTurn(asked);
        memory.put(asked, drawn);
        return drawn;
    }

    private QrImage drawInTurn(Asked asked) {
        try {
            if (!turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TooManyRequests(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TooManyRequests(PATIENCE);
        }
        try {
            return draw(asked);
        } finally {
            turns.release();
        }
    }

    private QrImage draw(Asked asked) {
        QrOptions options = asked.options();
        QrModules modules = QrModules.of(asked.link(), options.logo() != null);
        QrLayout layout = QrLayout.of(modules, options);
        QrOptions.Poster place = options.poster();
        Picture logo = picture(asked.corpId(), options.logo(), "logoId");
        Picture poster = picture(asked.corpId(), place == null ? null : place.picture(), "posterId");
        if (place != null && poster != null) {
            layout.checkFits(place, poster);
        }
        return QrImage.of(asked.format().painter().paint(modules, layout, options, logo, poster));
    }

    private @Nullable Picture picture(CorpId corpId, @Nullable MediaContentId id, String field) {
        if (id == null) {
            return null;
        }
        MediaContent content = contents.find(corpId, id)
                .filter(found -> found.type() == Media.Type.IMAGE)
                .orElseThrow(() -> InvalidRequest.field(field, "not_found"));
        return Picture.of(content.bytes(), field);
    }

    private record Asked(CorpId corpId, URI link, QrOptions options, QrImage.Format format) {}
}
