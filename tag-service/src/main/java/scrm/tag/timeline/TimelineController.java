package scrm.tag.timeline;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.rest.Cursor;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.tag.timeline.JdbcTimeline.Numbered;

/** Why a contact has a tag, and why a welcome was not sent. */
@RestController
class TimelineController {
    private final JdbcTimeline timeline;

    TimelineController(JdbcTimeline timeline) {
        this.timeline = timeline;
    }

    /** What happened to a contact, oldest first; empty for a contact that nothing is known of. */
    @GetMapping("/v1/corps/{corpId}/external-contacts/{externalUserId}/timeline")
    Slice<EntryView> list(@PathVariable CorpId corpId, @PathVariable ExternalUserId externalUserId, PageRequest page) {
        Cursor after = page.after();
        return Slice.of(
                        timeline.after(
                                corpId,
                                externalUserId,
                                Optional.ofNullable(after).map(cursor -> cursor.instant(0)),
                                after == null ? 0 : after.number(1),
                                page.fetchSize()),
                        page,
                        (Numbered numbered) -> Cursor.at(numbered.entry().happenedAt(), numbered.id()))
                .map(EntryView::of);
    }

    /**
     * One entry.
     *
     * @param kind what it was; a client must bear kinds that it does not know
     * @param outcome how it went
     * @param errcode WeCom's answer, 0 for yes, if it was asked
     * @param traceId to be looked for in logs and traces
     */
    record EntryView(
            Instant happenedAt,
            String kind,
            @Nullable UserId userId,
            @Nullable String outcome,
            @Nullable Integer errcode,
            Map<String, String> detail,
            @Nullable String traceId) {
        static EntryView of(Numbered numbered) {
            TimelineEntry entry = numbered.entry();
            return new EntryView(
                    entry.happenedAt(),
                    entry.kind().name(),
                    entry.userId(),
                    entry.outcome(),
                    entry.errcode(),
                    entry.detail(),
                    entry.traceId());
        }
    }
}
