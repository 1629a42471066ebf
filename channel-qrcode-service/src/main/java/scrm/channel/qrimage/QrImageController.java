package scrm.channel.qrimage;

import jakarta.validation.Valid;
import java.time.Duration;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import scrm.channel.livecode.LiveCodeId;
import scrm.events.CorpId;

/** The short link of a live code as a picture to print. */
@RestController
@RequestMapping("/v1/corps/{corpId}/live-codes/{id}")
class QrImageController {
    private static final Duration FRESH = Duration.ofHours(1);

    private final DrawQrImage drawQrImage;

    QrImageController(DrawQrImage drawQrImage) {
        this.drawQrImage = drawQrImage;
    }

    @GetMapping(value = "/image.png", produces = "image/png")
    ResponseEntity<byte[]> png(
            @PathVariable CorpId corpId, @PathVariable long id, @Valid @ParameterObject QrImageRequest look) {
        return image(corpId, id, look, QrImage.Format.PNG);
    }

    @GetMapping(value = "/image.svg", produces = "image/svg+xml")
    ResponseEntity<byte[]> svg(
            @PathVariable CorpId corpId, @PathVariable long id, @Valid @ParameterObject QrImageRequest look) {
        return image(corpId, id, look, QrImage.Format.SVG);
    }

    private ResponseEntity<byte[]> image(CorpId corpId, long id, QrImageRequest look, QrImage.Format format) {
        QrImage image = drawQrImage.of(corpId, new LiveCodeId(id), look.options(), format);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(format.mediaType()))
                .eTag(image.etag())
                .cacheControl(CacheControl.maxAge(FRESH).cachePrivate())
                // An SVG that somebody opens by itself shows what it holds, and runs nothing.
                .header("Content-Security-Policy", "default-src 'none'; img-src data:; sandbox")
                .body(image.bytes());
    }
}
