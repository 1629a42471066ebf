package scrm.channel.scan;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.channel.livecode.PublicCode;
import scrm.events.EventId;
import scrm.messaging.Inbox;
import scrm.wecom.Corps;

/** Counts scans in memory, and stores what was counted. */
@Service
class CountScans {
    private static final String CONSUMER = "scan-counts";

    private final PendingScans pending = new PendingScans();
    private final Corps corps;
    private final ScanCounts scanCounts;
    private final Inbox inbox;
    private final Clock clock;

    CountScans(Corps corps, ScanCounts scanCounts, Inbox inbox, Clock clock) {
        this.corps = corps;
        this.scanCounts = scanCounts;
        this.inbox = inbox;
        this.clock = clock;
    }

    /** Counts one, on today's date where the corp is. A corp that is not served any more has no such date. */
    public void count(PublicCode code, Device device, Place place) {
        corps.find(code.corpId())
                .ifPresent(corp -> pending.count(new ScanKey(
                        code.corpId(),
                        code.liveCodeId(),
                        code.channelId(),
                        LocalDate.ofInstant(clock.instant(), corp.timezone()),
                        device,
                        place)));
    }

    /** What was counted since the last time; it is the caller's from now on. */
    public Map<ScanKey, Long> take() {
        return pending.take();
    }

    /** Stores counts once, however often it is called for the same batch: a commit's answer may be lost. */
    @Transactional
    public void store(EventId batch, Map<ScanKey, Long> counts) {
        if (inbox.claim(CONSUMER, batch)) {
            scanCounts.add(counts);
        }
    }
}
