package scrm.rest.job;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.messaging.replay.ReplayCallbacks;
import scrm.rest.Answers;
import scrm.rest.InvalidRequest;

/** Callbacks of a time, handed to one consumer once more. */
@RestController
@RequestMapping("/v1/corps/{corpId}/callback-replays")
class CallbackReplayController {
    private final ReplayCallbacks replay;
    private final JobAnswers answers;

    /**
     * What is handed over, and to whom.
     *
     * @param consumer one of this service that reads callbacks
     * @param from when they came in at the earliest
     * @param until before it they came in
     */
    record Replay(
            @NotBlank String consumer,
            @NotNull Instant from,
            @NotNull Instant until) {}

    CallbackReplayController(ReplayCallbacks replay, JobAnswers answers) {
        this.replay = replay;
        this.answers = answers;
    }

    /**
     * Begins it. Of the job, {@code total} counts what was found of the corp and {@code done} what the consumer had not
     * had.
     *
     * @param dryRun counts both and hands nothing over
     */
    @PostMapping
    @Answers(HttpStatus.ACCEPTED)
    ResponseEntity<JobView> start(
            @PathVariable CorpId corpId,
            @Valid @RequestBody Replay wanted,
            @RequestParam(defaultValue = "false") boolean dryRun) {
        Set<String> consumers = replay.consumers();
        if (!consumers.contains(wanted.consumer())) {
            throw InvalidRequest.field("consumer", "not_allowed", String.join(", ", consumers));
        }
        if (!wanted.from().isBefore(wanted.until())) {
            throw InvalidRequest.field("until", "too_small", wanted.from().plusMillis(1));
        }
        return answers.accepted(replay.start(
                corpId, new ReplayCallbacks.Request(wanted.consumer(), wanted.from(), wanted.until(), dryRun)));
    }
}
