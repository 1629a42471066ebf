package scrm.channel.scan;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.channel.livecode.LiveCodeId;
import scrm.events.CorpId;

@Repository
class JdbcScanCounts implements ScanCounts {
    private static final String WITHIN = """
            FROM scan_count
            WHERE corp_id = :corpId AND live_code_id = :liveCodeId AND day BETWEEN :from AND :until
            """;

    // A test pins how the server runs it.
    static final String DAYS = "SELECT day, SUM(scans) AS scans " + WITHIN + "GROUP BY day ORDER BY day";
    private static final String DEVICES =
            "SELECT device, SUM(scans) AS scans " + WITHIN + "GROUP BY device ORDER BY scans DESC, device";
    private static final String PLACES =
            "SELECT place, SUM(scans) AS scans " + WITHIN + "GROUP BY place ORDER BY scans DESC, place LIMIT :limit";

    /** In one order everywhere, so that instances which store the same keys wait rather than deadlock. */
    private static final Comparator<ScanKey> ORDER = Comparator.comparing(
                    (ScanKey key) -> key.corpId().value())
            .thenComparingLong(key -> key.liveCodeId().value())
            .thenComparing(ScanKey::day)
            .thenComparing(key -> key.device().name())
            .thenComparing(key -> key.place().name());

    private final JdbcTemplate batches;
    private final JdbcClient jdbc;

    JdbcScanCounts(JdbcTemplate batches, JdbcClient jdbc) {
        this.batches = batches;
        this.jdbc = jdbc;
    }

    @Override
    public void add(Map<ScanKey, Long> counts) {
        List<ScanKey> keys = counts.keySet().stream().sorted(ORDER).toList();
        batches.batchUpdate("""
                INSERT INTO scan_count (corp_id, live_code_id, day, device, place, channel_id, scans)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE scans = scans + VALUES(scans)""", keys, keys.size(), (row, key) -> {
            row.setString(1, key.corpId().value());
            row.setLong(2, key.liveCodeId().value());
            row.setObject(3, key.day());
            row.setString(4, key.device().name());
            row.setString(5, key.place().name());
            row.setLong(6, key.channelId().value());
            row.setLong(7, counts.getOrDefault(key, 0L));
        });
    }

    @Override
    public ScanReport report(CorpId corpId, LiveCodeId liveCodeId, LocalDate from, LocalDate until) {
        Map<String, Object> within = Map.of(
                "corpId",
                corpId.value(),
                "liveCodeId",
                liveCodeId.value(),
                "from",
                from,
                "until",
                until,
                "limit",
                ScanReport.MOST_PLACES);
        return new ScanReport(
                jdbc.sql(DAYS)
                        .params(within)
                        .query((row, _) ->
                                new ScanReport.Day(row.getObject("day", LocalDate.class), row.getLong("scans")))
                        .list(),
                jdbc.sql(DEVICES)
                        .params(within)
                        .query((row, _) ->
                                new ScanReport.OfDevice(Device.valueOf(row.getString("device")), row.getLong("scans")))
                        .list(),
                jdbc.sql(PLACES)
                        .params(within)
                        .query((row, _) -> new ScanReport.OfPlace(row.getString("place"), row.getLong("scans")))
                        .list());
    }
}
