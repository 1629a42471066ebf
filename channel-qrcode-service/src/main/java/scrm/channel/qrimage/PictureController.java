package scrm.channel.qrimage;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import scrm.attachment.MediaContent;
import scrm.attachment.MediaContentId;
import scrm.attachment.MediaContents;
import scrm.events.CorpId;
import scrm.rest.Answers;
import scrm.rest.NotFound;
import scrm.wecom.Media;

/** Logos and posters for the pictures of codes. They come as bytes: no address of somebody else's is ever asked. */
@RestController
@RequestMapping("/v1/corps/{corpId}/live-codes/images")
class PictureController {
    private static final Duration FRESH = Duration.ofDays(1);

    private final KeepPicture keepPicture;
    private final MediaContents contents;

    PictureController(KeepPicture keepPicture, MediaContents contents) {
        this.keepPicture = keepPicture;
        this.contents = contents;
    }

    @PostMapping
    @Answers(HttpStatus.CREATED)
    ResponseEntity<PictureView> keep(@PathVariable CorpId corpId, @Valid @RequestBody PictureRequest request) {
        Picture picture = Picture.of(request.content(), "content");
        picture.check("content");
        MediaContentId id = keepPicture.keep(corpId, picture);
        return ResponseEntity.created(URI.create("/v1/corps/" + corpId + "/live-codes/images/" + id))
                .body(new PictureView(id.toString(), picture.format().mediaType(), picture.width(), picture.height()));
    }

    @GetMapping(
            value = "/{imageId}",
            produces = {"image/png", "image/jpeg"})
    ResponseEntity<byte[]> get(@PathVariable CorpId corpId, @PathVariable long imageId) {
        MediaContent content = contents.find(corpId, new MediaContentId(imageId))
                .filter(found -> found.type() == Media.Type.IMAGE)
                .orElseThrow(() -> NotFound.of("image"));
        Picture.Format format = Picture.Format.of(content.bytes()).orElseThrow(() -> NotFound.of("image"));
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(format.mediaType()))
                .cacheControl(CacheControl.maxAge(FRESH).cachePrivate().immutable())
                .body(content.bytes());
    }

    /**
     * A logo or a poster.
     *
     * @param content PNG or JPEG, Base64; at most 5 MB and 4,194,304 pixels
     */
    @SuppressWarnings("ArrayRecordComponent") // read once and passed on; never compared, never changed
    record PictureRequest(@NotNull byte[] content) {}

    /**
     * A picture that is kept.
     *
     * @param id to be used as {@code logoId} or {@code posterId}
     * @param mediaType {@code image/png} or {@code image/jpeg}
     * @param width in pixels
     * @param height in pixels
     */
    record PictureView(String id, String mediaType, int width, int height) {}
}
