package scrm.tag.erasure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.messaging.erasure.Tombstone;
import scrm.rest.Answers;

/** Deletes all that is held about a contact, on its request. */
@RestController
@RequestMapping("/v1/corps/{corpId}/external-contacts/{externalUserId}/erasure")
class ErasureController {
    private final EraseContact erase;

    ErasureController(EraseContact erase) {
        this.erase = erase;
    }

    /**
     * Begins it; 202. From now on nothing about the contact is taken in, whether it comes by callback, by
     * synchronization or from another service; what is held goes within seconds, and what was under way within minutes.
     */
    @PostMapping
    @Answers(HttpStatus.ACCEPTED)
    ResponseEntity<ErasureView> erase(@PathVariable CorpId corpId, @PathVariable ExternalUserId externalUserId) {
        return ResponseEntity.accepted().body(ErasureView.of(erase.erase(corpId, externalUserId)));
    }

    /** How far it is; 404 if it was never asked for. */
    @GetMapping
    ErasureView find(@PathVariable CorpId corpId, @PathVariable ExternalUserId externalUserId) {
        return ErasureView.of(erase.find(corpId, externalUserId));
    }

    /** Lets the contact come in again. What was deleted stays deleted. */
    @DeleteMapping
    @Answers(HttpStatus.NO_CONTENT)
    ResponseEntity<Void> readmit(@PathVariable CorpId corpId, @PathVariable ExternalUserId externalUserId) {
        erase.readmit(corpId, externalUserId);
        return ResponseEntity.noContent().build();
    }

    /**
     * An erasure.
     *
     * @param state {@code ERASING}, or {@code ERASED} when nothing can be left in this service
     * @param erasedAt since when nothing is taken in
     * @param sweptAt when the last deletion was done
     */
    record ErasureView(
            String state, Instant erasedAt, @Nullable Instant sweptAt) {
        static ErasureView of(Tombstone tombstone) {
            return new ErasureView(
                    tombstone.sweptAt() == null ? "ERASING" : "ERASED", tombstone.erasedAt(), tombstone.sweptAt());
        }
    }
}
