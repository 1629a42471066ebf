package scrm.tag.segment;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.validation.Valid;
import java.time.LocalDate;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.rest.Conflict;
import scrm.rest.NotFound;
import scrm.tag.segment.AskSegment.Extent;
import scrm.tag.segment.AskSegment.PartRequest;

/** What another instance of this service asks: for the contacts that this one holds. Not for clients. */
@Hidden
@RestController
@RequestMapping("/v1/corps/{corpId}/segments")
class PartController {
    private final Segments segments;
    private final AskSegment ask;

    PartController(Segments segments, AskSegment ask) {
        this.segments = segments;
        this.ask = ask;
    }

    @PostMapping(path = "/parts", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    byte[] part(@PathVariable CorpId corpId, @Valid @RequestBody PartRequest request) {
        ask.check(corpId, "condition", request.condition());
        return ask.part(corpId, request.condition(), request.extent()).toBytes();
    }

    @GetMapping(path = "/{id}/versions/{version}/part", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    byte[] part(
            @PathVariable CorpId corpId,
            @PathVariable long id,
            @PathVariable int version,
            @RequestParam LocalDate today,
            @RequestParam boolean counted,
            @RequestParam long from,
            @RequestParam int limit) {
        Segment segment = segments.find(corpId, new SegmentId(id)).orElseThrow(() -> NotFound.of("segment"));
        if (segment.version() != version) {
            throw Conflict.of("segment_edited");
        }
        return ask.part(corpId, segment.definition(), new Extent(today, counted, from, limit))
                .toBytes();
    }
}
