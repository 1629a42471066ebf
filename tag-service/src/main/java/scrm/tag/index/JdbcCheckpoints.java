package scrm.tag.index;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.messaging.JdbcTime;
import scrm.tag.bitmap.BitmapFile;
import scrm.tag.index.Checkpoint.Source;

/** Checkpoints as rows of a megabyte each, for no statement may be long. One that is being written is nobody's yet. */
@Repository
class JdbcCheckpoints {
    static final String OF_CORP = """
            SELECT c.id, c.topic_id, c.partition_count, c.timezone, c.taken_at, o.partition_number, o.next_offset
            FROM index_checkpoint c
            JOIN index_checkpoint_offset o ON o.corp_id = c.corp_id AND o.checkpoint_id = c.id
            WHERE c.corp_id = :corpId AND c.taken_at >= :since AND c.format = :format
            """;

    static final String PART = """
            SELECT bytes FROM index_checkpoint_part
            WHERE corp_id = :corpId AND checkpoint_id = :id AND part = :part
            """;

    private static final int PART_BYTES = 1 << 20;
    private static final int PARTS_AT_ONCE = 16;

    private final JdbcClient client;
    private final JdbcTemplate template;

    JdbcCheckpoints(JdbcClient client, JdbcTemplate template) {
        this.client = client;
        this.template = template;
    }

    /** Those of a corp that are complete and not older than that. */
    List<Checkpoint> of(CorpId corpId, Instant since) {
        Map<Long, Checkpoint> found = new HashMap<>();
        client.sql(OF_CORP)
                .param("corpId", corpId.value())
                .param("since", JdbcTime.of(since))
                .param("format", BitmapFile.FORMAT)
                .query(row -> {
                    Checkpoint one = new Checkpoint(
                            row.getLong("id"),
                            new Source(
                                    row.getString("topic_id"),
                                    row.getInt("partition_count"),
                                    ZoneId.of(row.getString("timezone"))),
                            Map.of(row.getInt("partition_number"), row.getLong("next_offset")),
                            JdbcTime.get(row, "taken_at"));
                    found.merge(one.id(), one, JdbcCheckpoints::together);
                });
        return List.copyOf(found.values());
    }

    private static Checkpoint together(Checkpoint one, Checkpoint other) {
        Map<Integer, Long> offsets = new TreeMap<>(one.offsets());
        offsets.putAll(other.offsets());
        return new Checkpoint(one.id(), one.source(), offsets, one.takenAt());
    }

    /** Begins one; returns its id. */
    long begin(CorpId corpId, Source source, Map<Integer, Long> offsets, Instant now) {
        KeyHolder key = new GeneratedKeyHolder();
        client.sql("""
                        INSERT INTO index_checkpoint (corp_id, topic_id, partition_count, timezone, format, begun_at)
                        VALUES (:corpId, :topicId, :partitions, :zone, :format, :now)
                        """)
                .param("corpId", corpId.value())
                .param("topicId", source.topicId())
                .param("partitions", source.partitions())
                .param("zone", source.zone().getId())
                .param("format", BitmapFile.FORMAT)
                .param("now", JdbcTime.of(now))
                .update(key, "id");
        long id = Objects.requireNonNull(key.getKey()).longValue();
        setOffsets(corpId, id, offsets);
        return id;
    }

    /** The bitmaps of one that was begun; what was written last is stored when the stream is closed. */
    OutputStream parts(CorpId corpId, long id) {
        return new Parts(corpId, id);
    }

    private final class Parts extends OutputStream {
        private final CorpId corpId;
        private final long id;
        private final byte[] bytes = new byte[PART_BYTES];
        private int length;
        private int part;

        Parts(CorpId corpId, long id) {
            this.corpId = corpId;
            this.id = id;
        }

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] some, int offset, int count) {
            for (int done = 0; done < count; ) {
                int next = Math.min(count - done, bytes.length - length);
                System.arraycopy(some, offset + done, bytes, length, next);
                length += next;
                done += next;
                if (length == bytes.length) {
                    store();
                }
            }
        }

        @Override
        public void close() {
            if (length > 0) {
                store();
            }
        }

        private void store() {
            template.update(
                    "INSERT INTO index_checkpoint_part (corp_id, checkpoint_id, part, bytes) VALUES (?, ?, ?, ?)",
                    corpId.value(),
                    id,
                    part++,
                    Arrays.copyOf(bytes, length));
            length = 0;
        }
    }

    /** One that was begun is complete, and anybody's from now on. */
    void complete(CorpId corpId, long id, Instant now) {
        client.sql("UPDATE index_checkpoint SET taken_at = :now WHERE corp_id = :corpId AND id = :id")
                .param("now", JdbcTime.of(now))
                .param("corpId", corpId.value())
                .param("id", id)
                .update();
    }

    /** What one holds is what there is at these offsets too. False if it is gone. */
    boolean advance(CorpId corpId, long id, Map<Integer, Long> offsets, Instant now) {
        int found = client.sql("""
                        UPDATE index_checkpoint SET taken_at = GREATEST(taken_at, :now)
                        WHERE corp_id = :corpId AND id = :id
                        """)
                .param("now", JdbcTime.of(now))
                .param("corpId", corpId.value())
                .param("id", id)
                .update();
        if (found > 0) {
            setOffsets(corpId, id, offsets);
        }
        return found > 0;
    }

    private void setOffsets(CorpId corpId, long id, Map<Integer, Long> offsets) {
        List<Object[]> rows = new ArrayList<>();
        offsets.forEach((partition, offset) -> rows.add(new Object[] {corpId.value(), id, partition, offset}));
        template.batchUpdate("""
                INSERT INTO index_checkpoint_offset (corp_id, checkpoint_id, partition_number, next_offset)
                VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE next_offset = VALUES(next_offset)
                """, rows);
    }

    /**
     * The bitmaps of one that is complete, read a part at a time.
     *
     * <p>One that is deleted meanwhile ends too early.
     */
    InputStream read(CorpId corpId, long id) {
        return new InputStream() {
            private InputStream current = InputStream.nullInputStream();
            private int next;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                for (; ; ) {
                    int count = current.read(into, offset, length);
                    if (count >= 0) {
                        return count;
                    }
                    byte[] bytes = part(corpId, id, next++);
                    if (bytes == null) {
                        return -1;
                    }
                    current = new ByteArrayInputStream(bytes);
                }
            }
        };
    }

    private byte @Nullable [] part(CorpId corpId, long id, int part) {
        return client.sql(PART)
                .param("corpId", corpId.value())
                .param("id", id)
                .param("part", part)
                .query((row, _) -> row.getBytes(1))
                .optional()
                .orElse(null);
    }

    /** Deletes some of a corp, and those that are older than that, whether they were finished or not. */
    void delete(CorpId corpId, Collection<Long> ids, Instant before) {
        List<Long> gone = new ArrayList<>(ids);
        gone.addAll(client.sql("""
                        SELECT id FROM index_checkpoint
                        WHERE corp_id = :corpId AND COALESCE(taken_at, begun_at) < :before
                        """)
                .param("corpId", corpId.value())
                .param("before", JdbcTime.of(before))
                .query(Long.class)
                .list());
        if (!gone.isEmpty()) {
            // Nobody begins with them any more; then bit by bit, for a log of rows would hold all of them at once.
            with("UPDATE index_checkpoint SET taken_at = NULL WHERE corp_id = :corpId AND id IN (:ids)", corpId, gone);
            String parts = "DELETE FROM index_checkpoint_part WHERE corp_id = :corpId AND checkpoint_id IN (:ids)";
            while (with(parts + " LIMIT " + PARTS_AT_ONCE, corpId, gone) > 0) {
                // the next
            }
            with(
                    "DELETE FROM index_checkpoint_offset WHERE corp_id = :corpId AND checkpoint_id IN (:ids)",
                    corpId,
                    gone);
            with("DELETE FROM index_checkpoint WHERE corp_id = :corpId AND id IN (:ids)", corpId, gone);
        }
    }

    private int with(String statement, CorpId corpId, List<Long> ids) {
        return client.sql(statement)
                .param("corpId", corpId.value())
                .param("ids", ids)
                .update();
    }
}
