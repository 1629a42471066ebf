package scrm.rest.deadletter;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.messaging.DeadLetter;
import scrm.messaging.DeadLetterId;
import scrm.messaging.DeadLetters;
import scrm.messaging.OpenedLetter;
import scrm.messaging.OpenedLetter.State;
import scrm.rest.Conflict;
import scrm.rest.Cursor;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;

/** What the service's consumers could not handle of a corp. */
@RestController
@RequestMapping("/v1/corps/{corpId}/dead-letters")
class DeadLetterController {
    private final DeadLetters letters;
    private final String prefix;

    /**
     * Why a letter is discarded.
     *
     * @param reason for people; without personal data
     */
    record Discarding(@NotBlank @Size(max = 200) String reason) {}

    DeadLetterController(DeadLetters letters, String service) {
        this.letters = letters;
        this.prefix = service + "-";
    }

    /** Letters that wait, topic by topic, those put aside first in front. */
    @GetMapping
    Slice<DeadLetterView> list(@PathVariable CorpId corpId, PageRequest page) {
        return Slice.of(
                        letters.waiting(corpId, place(page.after()), page.fetchSize()),
                        page,
                        (DeadLetter letter) -> Cursor.at(
                                letter.place().topic(),
                                letter.place().partition(),
                                letter.place().offset()))
                .map(letter -> DeadLetterView.waiting(prefix, letter));
    }

    private static DeadLetter.@Nullable Place place(@Nullable Cursor after) {
        return after == null
                ? null
                : new DeadLetter.Place(
                        after.text(0), (int) Math.min(after.number(1), Integer.MAX_VALUE), after.number(2));
    }

    /** One letter with its event, masked. */
    @GetMapping("/{letterId}")
    DeadLetterView find(@PathVariable CorpId corpId, @PathVariable String letterId) {
        return DeadLetterView.of(prefix, there(letters.find(corpId, ours(letterId))));
    }

    /** Hands a letter that waits to its consumer once more. If that fails again, there will be another letter. */
    @PostMapping("/{letterId}/replay")
    DeadLetterView replay(@PathVariable CorpId corpId, @PathVariable String letterId) {
        return settled(letters.replay(corpId, ours(letterId)), State.REPLAYED, null);
    }

    /** Lets a letter that waits rest for good. */
    @PostMapping("/{letterId}/discard")
    DeadLetterView discard(
            @PathVariable CorpId corpId, @PathVariable String letterId, @Valid @RequestBody Discarding discarding) {
        String reason = discarding.reason();
        return settled(letters.discard(corpId, ours(letterId), reason), State.DISCARDED, reason);
    }

    /** Told by what was read before: whatever comes after the decision must not make it look undone. */
    private DeadLetterView settled(Optional<OpenedLetter> before, State now, @Nullable String reason) {
        OpenedLetter letter = there(before);
        if (letter.state() != State.WAITING) {
            throw Conflict.of("letter_not_waiting");
        }
        return DeadLetterView.of(prefix, letter.settled(now, reason));
    }

    private DeadLetterId ours(String letterId) {
        return Optional.of(letterId)
                .filter(id -> id.startsWith(prefix))
                .flatMap(id -> DeadLetterId.parse(id.substring(prefix.length())))
                .orElseThrow(() -> NotFound.of("dead-letter"));
    }

    private static OpenedLetter there(Optional<OpenedLetter> letter) {
        return letter.orElseThrow(() -> NotFound.of("dead-letter"));
    }
}
