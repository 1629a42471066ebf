package scrm.tag.segment;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.roaringbitmap.ContainerPointer;
import org.roaringbitmap.RoaringBitmap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.messaging.JdbcTime;

/** Snapshots as rows of 65,536 ordinals each, so that a page reads the few rows in which it lies. */
@Repository
class JdbcSnapshots implements Snapshots {
    static final String LIST = """
            SELECT id, segment_id, segment_version, contacts, taken_at FROM segment_snapshot
            WHERE corp_id = :corpId AND segment_id = :segmentId AND id > :after
            ORDER BY id LIMIT :limit
            """;

    static final String PARTS = """
            SELECT members FROM segment_snapshot_part
            WHERE corp_id = :corpId AND snapshot_id = :id AND part >= :part
            ORDER BY part LIMIT :limit
            """;

    private static final int PART_BITS = 16;
    private static final int PARTS_AT_ONCE = 8;

    private final JdbcClient client;
    private final JdbcTemplate template;

    JdbcSnapshots(JdbcClient client, JdbcTemplate template) {
        this.client = client;
        this.template = template;
    }

    @Override
    public Snapshot add(CorpId corpId, Segment segment, RoaringBitmap members, Instant now) {
        KeyHolder key = new GeneratedKeyHolder();
        client.sql("""
                        INSERT INTO segment_snapshot (corp_id, segment_id, segment_version, contacts, taken_at)
                        VALUES (:corpId, :segmentId, :version, :contacts, :now)
                        """)
                .param("corpId", corpId.value())
                .param("segmentId", segment.id().value())
                .param("version", segment.version())
                .param("contacts", members.getLongCardinality())
                .param("now", JdbcTime.of(now))
                .update(key);
        long id = Objects.requireNonNull(key.getKey()).longValue();
        List<Object[]> parts = new ArrayList<>();
        for (ContainerPointer part = members.getContainerPointer(); part.getContainer() != null; part.advance()) {
            RoaringBitmap its = new RoaringBitmap();
            its.append(part.key(), part.getContainer().clone());
            its.runOptimize();
            parts.add(new Object[] {corpId.value(), id, (int) part.key(), bytes(its)});
        }
        template.batchUpdate(
                "INSERT INTO segment_snapshot_part (corp_id, snapshot_id, part, members) VALUES (?, ?, ?, ?)", parts);
        return find(corpId, id).orElseThrow();
    }

    @Override
    public Optional<Snapshot> find(CorpId corpId, long id) {
        return client.sql("""
                        SELECT id, segment_id, segment_version, contacts, taken_at FROM segment_snapshot
                        WHERE corp_id = :corpId AND id = :id
                        """)
                .param("corpId", corpId.value())
                .param("id", id)
                .query(JdbcSnapshots::snapshot)
                .optional();
    }

    @Override
    public List<Snapshot> after(CorpId corpId, SegmentId segmentId, long id, int limit) {
        return client.sql(LIST)
                .param("corpId", corpId.value())
                .param("segmentId", segmentId.value())
                .param("after", id)
                .param("limit", limit)
                .query(JdbcSnapshots::snapshot)
                .list();
    }

    @Override
    public RoaringBitmap members(CorpId corpId, long id, long from, int limit) {
        RoaringBitmap found = new RoaringBitmap();
        long begin = from;
        while (found.getLongCardinality() < limit) {
            List<RoaringBitmap> parts = client.sql(PARTS)
                    .param("corpId", corpId.value())
                    .param("id", id)
                    .param("part", begin >>> PART_BITS)
                    .param("limit", PARTS_AT_ONCE)
                    .query((row, _) -> bitmap(row.getBytes(1)))
                    .list();
            parts.forEach(found::or);
            found.remove(0L, from);
            if (parts.size() < PARTS_AT_ONCE) {
                break;
            }
            begin = ((Integer.toUnsignedLong(parts.getLast().last()) >>> PART_BITS) + 1) << PART_BITS;
        }
        return found.getLongCardinality() <= limit ? found : found.limit(limit);
    }

    private static byte[] bytes(RoaringBitmap bitmap) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            bitmap.serialize(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    private static RoaringBitmap bitmap(byte[] bytes) {
        RoaringBitmap bitmap = new RoaringBitmap();
        try {
            bitmap.deserialize(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException("this is no bitmap", e);
        }
        return bitmap;
    }

    private static Snapshot snapshot(ResultSet row, int number) throws SQLException {
        return new Snapshot(
                row.getLong("id"),
                new SegmentId(row.getLong("segment_id")),
                row.getInt("segment_version"),
                row.getLong("contacts"),
                JdbcTime.get(row, "taken_at"));
    }
}
