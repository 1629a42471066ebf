package scrm.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.TaggingEvent.ExternalContactTagged;
import scrm.events.UserId;
import scrm.messaging.EventJson;
import scrm.messaging.KafkaEventRecords;

/**
 * The service over REST on the same data as the database, whose two best ways to count stand beside it. Other contacts
 * change while it is timed how long a change takes to show.
 */
final class SegmentServiceRounds {
    private static final int TAGS = 2_000;
    private static final int DRAWS = 20;
    private static final int PER_STATEMENT = 20_000;
    private static final int CHANGES_PER_SECOND = 500;

    private final JobSettings settings;
    private final ServiceStack stack;
    private final HikariDataSource pool;
    private final JdbcClient database;
    private final CorpId corpId;
    private final int contacts;
    private final Random random;
    private final KafkaEventRecords records = new KafkaEventRecords(new EventJson(), "");
    private final KafkaProducer<String, byte[]> producer;
    private long wrong;

    SegmentServiceRounds(JobSettings settings, ServiceStack stack) throws IOException {
        this.settings = settings;
        this.stack = stack;
        this.contacts = settings.smoke() ? 10_000 : 500_000;
        this.random = new Random(settings.seed());
        stack.createDatabases(List.of("scrm_tag"));
        settings.progress().accept("starting tag-service for its tables");
        stack.launch("tag-service", "scrm_tag").awaitReady().close();
        pool = stack.dataSource("scrm_tag");
        database = JdbcClient.create(pool);
        producer = stack.closing(new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        stack.stores().addresses().kafkaBootstrap(),
                        ProducerConfig.LINGER_MS_CONFIG,
                        0),
                new StringSerializer(),
                new ByteArraySerializer()));
        corpId = new CorpId(stack.corps().getFirst().definition().corpId());
    }

    List<Result> measure() throws IOException, InterruptedException {
        fill();
        List<Result> results = new ArrayList<>();
        Start first = start();
        double loaded = first.seconds();
        double ready = first.ready();
        long rows = database.sql("SELECT COUNT(*) FROM follow_user_tag")
                        .query(Long.class)
                        .single()
                + 2L * contacts;
        String size = ", %,d contacts".formatted(contacts);
        results.add(Result.of("service ready" + size, ready, "s"));
        results.add(Result.of("segments answer after a start" + size, loaded, "s"));
        results.add(Result.of("rows read into the index a second", rows / Math.max(0.001, loaded - ready), "rows/s"));
        while (database.sql("SELECT COUNT(*) FROM index_checkpoint WHERE taken_at IS NOT NULL")
                        .query(Integer.class)
                        .single()
                == 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        first.service().close();
        Start again = start();
        RestClient rest = again.rest();
        results.add(Result.of("service ready, again" + size, again.ready(), "s"));
        results.add(Result.of("segments answer after a start with a checkpoint" + size, again.seconds(), "s"));
        results.addAll(counts(rest, size));
        results.addAll(visibility(rest));
        results.add(Result.of("counts that differ from the database's", (double) wrong, "counts")
                .withGoal("0", wrong == 0));
        return results;
    }

    /**
     * A service that has begun.
     *
     * @param ready after how many seconds it said that it was ready
     * @param seconds after how many it answered
     */
    private record Start(ServiceProcess service, RestClient rest, double ready, double seconds) {}

    private Start start() throws IOException, InterruptedException {
        settings.progress().accept("starting tag-service on its data");
        long begin = System.nanoTime();
        ServiceProcess service = stack.launch("tag-service", "scrm_tag").awaitReady();
        RestClient rest = stack.rest(service);
        double ready = (System.nanoTime() - begin) / 1e9;
        while (!isLoaded(rest)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return new Start(service, rest, ready, (System.nanoTime() - begin) / 1e9);
    }

    private boolean isLoaded(RestClient rest) throws InterruptedException {
        try {
            return count(rest, Map.of("tagId", "et0")) >= 0;
        } catch (RestClient.RefusedException e) {
            return false;
        }
    }

    private long count(RestClient rest, Map<String, ?> condition) throws InterruptedException {
        JsonNode answer = rest.post(corpId + "/segments/preview?limit=1", Map.of("definition", condition));
        return answer.get("count").asLong();
    }

    private List<Result> counts(RestClient rest, String size) throws InterruptedException {
        Samples millis = new Samples("ms");
        List<Integer> ranks = List.of(0, 1, 3, 10, 40, 150);
        for (int round = 0; round < (settings.smoke() ? 2 : 12); round++) {
            List<String> tags = ranks.stream()
                    .map(rank -> "et" + (rank + random.nextInt(rank + 2)))
                    .toList();
            settings.progress().accept("counting, round " + round);
            Map<String, ?> condition = Map.of(
                    "all",
                    List.of(
                            Map.of("tagId", tags.get(0)),
                            Map.of("tagId", tags.get(2)),
                            Map.of("any", List.of(Map.of("tagId", tags.get(1)), Map.of("tagId", tags.get(3)))),
                            Map.of("none", List.of(Map.of("tagId", tags.get(4))))));
            count(rest, condition);
            long begin = System.nanoTime();
            long index = count(rest, condition);
            long first = System.nanoTime();
            long exists = exists(tags);
            long second = System.nanoTime();
            long joined = join(tags);
            long end = System.nanoTime();
            wrong += index == exists && index == joined ? 0 : 1;
            millis.add("REST", (first - begin) / 1e6);
            millis.add("EXISTS", (second - first) / 1e6);
            millis.add("join", (end - second) / 1e6);
        }
        return List.of(
                millis.beside("count and a page over REST" + size, "REST", "EXISTS"),
                millis.beside("count and a page over REST, again" + size, "REST", "join"));
    }

    private long exists(List<String> tags) {
        String has = " EXISTS (SELECT 1 FROM follow_user_tag t WHERE t.corp_id = c.corp_id"
                + " AND t.external_userid = c.external_userid AND t.tag_id = '%s')";
        return database.sql("SELECT COUNT(*) FROM external_contact c WHERE c.corp_id = :corp AND"
                        + has.formatted(tags.get(0))
                        + " AND" + has.formatted(tags.get(2)) + " AND (" + has.formatted(tags.get(1)) + " OR"
                        + has.formatted(tags.get(3)) + ") AND NOT" + has.formatted(tags.get(4)))
                .param("corp", corpId.value())
                .query(Long.class)
                .single();
    }

    /** One pass over the rows of the tags that are named. */
    private long join(List<String> tags) {
        return database.sql("""
                        SELECT COUNT(*) FROM (
                            SELECT external_userid FROM follow_user_tag
                            WHERE corp_id = :corp AND tag_id IN (:tags)
                            GROUP BY external_userid
                            HAVING SUM(tag_id = :a) > 0 AND SUM(tag_id = :c) > 0
                                AND SUM(tag_id IN (:b, :d)) > 0 AND SUM(tag_id = :e) = 0) who
                        """)
                .param("corp", corpId.value())
                .param("tags", tags.subList(0, 5))
                .param("a", tags.get(0))
                .param("b", tags.get(1))
                .param("c", tags.get(2))
                .param("d", tags.get(3))
                .param("e", tags.get(4))
                .query(Long.class)
                .single();
    }

    /** From the commit of a change until a count shows it, while others change as well. */
    private List<Result> visibility(RestClient rest) throws InterruptedException {
        settings.progress().accept("watching changes become visible");
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong changed = new AtomicLong();
        long begin = System.nanoTime();
        Thread others = Thread.ofPlatform().daemon().start(() -> {
            while (!stop.get()) {
                change("et" + changed.get() % TAGS, CHANGES_PER_SECOND / 10);
                changed.addAndGet(CHANGES_PER_SECOND / 10);
                long due = begin + TimeUnit.SECONDS.toNanos(1) * changed.get() / CHANGES_PER_SECOND;
                LockSupport.parkNanos(due - System.nanoTime());
            }
        });
        List<Double> millis = new ArrayList<>();
        for (int probe = 0; probe < (settings.smoke() ? 10 : 200); probe++) {
            String tag = "probe" + probe;
            database.sql("""
                            INSERT INTO corp_tag (corp_id, tag_id, group_id, name, create_time, sort_order, seen_at)
                            VALUES (:corp, :tag, 'g', :tag, NOW(), 0, NOW())
                            """).param("corp", corpId.value()).param("tag", tag).update();
            change(tag, 1);
            long committed = System.nanoTime();
            while (count(rest, Map.of("tagId", tag)) == 0) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
            }
            millis.add((System.nanoTime() - committed) / 1e6);
        }
        double rate = changed.get() / ((System.nanoTime() - begin) / 1e9);
        stop.set(true);
        others.join();
        double p99 = Samples.percentile(millis, 99);
        return List.of(
                Result.of("contacts changed meanwhile, a second", rate, "contacts/s"),
                Result.of("change visible over REST, p50", Samples.percentile(millis, 50), "ms"),
                Result.of("change visible over REST, p99", p99, "ms").withGoal("<= 1000", p99 <= 1000));
    }

    /** Gives some contacts a tag and says so, as a service's relay does right after the commit. */
    private void change(String tag, int number) {
        List<Object[]> rows = new ArrayList<>();
        List<ProducerRecord<String, byte[]>> events = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            String contact = "wm%09d".formatted(random.nextInt(contacts));
            rows.add(new Object[] {corpId.value(), contact, tag});
            ExternalContactTagged event = new ExternalContactTagged(
                    EventId.derived("bench", UUID.randomUUID().toString()),
                    corpId,
                    Instant.EPOCH,
                    new UserId("u"),
                    new ExternalUserId(contact),
                    List.of(),
                    List.of(),
                    "BENCH");
            events.add(records.of(event));
        }
        JdbcTemplate template = new JdbcTemplate(pool);
        template.batchUpdate("""
                INSERT INTO follow_user_tag (corp_id, external_userid, userid, tag_id, source, assigned_at)
                VALUES (?, ?, 'u', ?, 'BENCH', NOW()) ON DUPLICATE KEY UPDATE assigned_at = NOW()
                """, rows);
        for (ProducerRecord<String, byte[]> event : events) {
            Future<RecordMetadata> _ = producer.send(event); // one that is lost is waited for in vain
        }
        producer.flush();
    }

    private void fill() {
        insert("tag_group (corp_id, group_id, group_name, create_time, sort_order, seen_at)"
                + " VALUES (:corp, 'g', 'g', NOW(), 0, NOW())");
        insert("corp_tag (corp_id, tag_id, group_id, name, create_time, sort_order, seen_at)"
                + " SELECT :corp, CONCAT('et', seq), 'g', CONCAT('et', seq), NOW(), 0, NOW() FROM seq_0_to_"
                + (TAGS - 1));
        for (int first = 0; first < contacts; first += PER_STATEMENT) {
            int last = Math.min(contacts, first + PER_STATEMENT) - 1;
            settings.progress().accept("%,d of %,d contacts".formatted(first, contacts));
            String range = "seq_%d_to_%d".formatted(first, last);
            // Numbers in another order than names, as they are when contacts come one by one.
            insert("external_contact (corp_id, external_userid, ordinal) SELECT :corp, CONCAT('wm', LPAD(seq, 9, '0')),"
                    + " seq * 7919 % " + contacts + " FROM " + range);
            insert("follow_user (corp_id, external_userid, userid, added_at) SELECT :corp, CONCAT('wm', LPAD(seq, 9,"
                    + " '0')), 'u', DATE '2026-01-01' + INTERVAL seq % 300 DAY FROM " + range);
            insert("""
                    follow_user_tag (corp_id, external_userid, userid, tag_id, source, assigned_at)
                    SELECT DISTINCT :corp, CONCAT('wm', LPAD(n.seq, 9, '0')), 'u', CONCAT('et', FLOOR(EXP(
                        CRC32(CONCAT(n.seq, '-', draw.seq)) / 4294967296 * LN(%d))) - 1), 'BENCH', DATE '2026-01-01'
                    FROM %s n, seq_1_to_%d draw
                    """.formatted(TAGS, range, DRAWS));
        }
        insert("contact_ordinal (corp_id, next_ordinal) VALUES (:corp, " + contacts + ")");
        database.sql("ANALYZE TABLE external_contact, follow_user, follow_user_tag")
                .query()
                .listOfRows();
    }

    private void insert(String intoAndValues) {
        database.sql("INSERT INTO " + intoAndValues)
                .param("corp", corpId.value())
                .update();
    }
}
