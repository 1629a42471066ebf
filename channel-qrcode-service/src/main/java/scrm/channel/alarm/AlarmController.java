package scrm.channel.alarm;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.channel.livecode.LiveCodeId;
import scrm.events.CorpId;
import scrm.rest.Cursor;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;

/** What is wrong with live codes. */
@RestController
@RequestMapping("/v1/corps/{corpId}/live-codes/alarms")
class AlarmController {
    private final RaisedAlarms alarms;
    private final Clock clock;

    AlarmController(RaisedAlarms alarms, Clock clock) {
        this.alarms = alarms;
        this.clock = clock;
    }

    /** The latest first. */
    @GetMapping
    Slice<AlarmView> list(
            @PathVariable CorpId corpId,
            @RequestParam @Nullable Boolean open,
            @RequestParam @Nullable Reason reason,
            @RequestParam @Nullable Long liveCodeId,
            PageRequest page) {
        Cursor after = page.after();
        List<Alarm> found = alarms.list(
                corpId,
                open,
                reason,
                liveCodeId == null ? null : new LiveCodeId(liveCodeId),
                after == null ? null : after.number(0),
                page.fetchSize());
        return Slice.of(found, page, alarm -> Cursor.at(alarm.id())).map(AlarmView::of);
    }

    /** Says that somebody sees to it; it closes by itself once its reason is gone. */
    @PostMapping("/{id}/acknowledge")
    AlarmView acknowledge(@PathVariable CorpId corpId, @PathVariable long id) {
        alarms.acknowledge(corpId, id, clock.instant());
        return alarms.find(corpId, id).map(AlarmView::of).orElseThrow(() -> NotFound.of("alarm"));
    }

    /**
     * An alarm.
     *
     * @param detail what is wrong, in figures or in WeCom's words
     * @param acknowledgedAt when somebody said that they see to it
     * @param closedAt when its reason was gone; null: it is open
     */
    record AlarmView(
            String id,
            String liveCodeId,
            Reason reason,
            String detail,
            Instant raisedAt,
            @Nullable Instant acknowledgedAt,
            @Nullable Instant closedAt) {
        static AlarmView of(Alarm alarm) {
            return new AlarmView(
                    Long.toString(alarm.id()),
                    alarm.liveCodeId().toString(),
                    alarm.reason(),
                    alarm.detail(),
                    alarm.raisedAt(),
                    alarm.acknowledgedAt(),
                    alarm.closedAt());
        }
    }
}
