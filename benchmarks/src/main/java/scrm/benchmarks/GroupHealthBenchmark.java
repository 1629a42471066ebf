package scrm.benchmarks;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What it takes to compute the health of groups anew: of all of them, as after midnight, and of the hundredth part of
 * which there is news. Beside it, in alternate rounds: one SQL statement that sums up the same days of all groups and
 * keeps nothing, which is the least that a nightly run over everything would take. Sixteen groups in turn have the same
 * past, and so must have the same score; whether it is the right one, group-service's tests tell.
 */
final class GroupHealthBenchmark implements Job {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int PASTS = 16;

    /** Of which a third has figures of its own. */
    private static final int DAYS = 60;

    private static final int MEMBERS = 10;

    /** The hundredth part has news. */
    private static final int WITH_NEWS = 100;

    private static final int PER_STATEMENT = 5_000;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Override
    public String name() {
        return "health";
    }

    @Override
    public String title() {
        return "health: of 100,000 groups, all and those with news, beside one pass in SQL";
    }

    @Override
    public List<Result> run(JobSettings settings) throws IOException, InterruptedException {
        List<Integer> sizes = settings.smoke() ? List.of(1_600) : List.of(6_400, 25_600, 102_400);
        try (ServiceStack stack = ServiceStack.start(settings, sizes.size())) {
            stack.createDatabases(List.of("scrm_group"));
            settings.progress().accept("starting group-service");
            RestClient rest =
                    stack.rest(stack.launch("group-service", "scrm_group").awaitReady());
            JdbcClient database = JdbcClient.create(stack.dataSource("scrm_group"));
            List<Result> results = new ArrayList<>();
            List<Double> perGroup = new ArrayList<>();
            for (int number = 0; number < sizes.size(); number++) {
                String corpId = stack.corps().get(number).definition().corpId();
                Groups groups = new Groups(settings, database, rest, corpId, sizes.get(number));
                perGroup.add(groups.measure(results) / sizes.get(number));
            }
            if (!settings.smoke()) {
                double growth = perGroup.getLast() / perGroup.getFirst();
                results.add(
                        Result.of("time of a group, x16 by x1", growth, "times").withGoal("< 1.3", growth < 1.3));
            }
            return results;
        }
    }

    /** The groups of one corp. */
    private record Groups(JobSettings settings, JdbcClient database, RestClient rest, String corpId, int number) {
        /** Seconds that all of them took. */
        double measure(List<Result> results) throws InterruptedException {
            settings.progress().accept("%,d groups".formatted(number));
            fill();
            int rounds = settings.smoke() ? 1 : 5;
            Samples seconds = new Samples("s");
            computed(1); // and warmed up
            for (int round = 1; round <= rounds; round++) {
                settings.progress().accept("round %d of %d".formatted(round, rounds));
                seconds.add("all", computed(1));
                seconds.add("news", computed(WITH_NEWS));
                seconds.add("one pass in SQL", pass());
            }
            String of = String.format(Locale.ROOT, " of %,d groups", number);
            results.add(seconds.beside("health" + of, "all", "one pass in SQL"));
            results.add(seconds.beside("health after news of 1 %," + of, "news", "one pass in SQL"));
            results.add(Result.of("pace" + of, number / seconds.median("all"), "groups/s"));
            long unequal = unequal();
            results.add(Result.of("different scores for equal pasts, or none," + of, (double) unequal, "groups")
                    .withGoal("0", unequal == 0));
            return seconds.median("all");
        }

        private void fill() {
            for (int first = 0; first < number; first += PER_STATEMENT) {
                String groups = "seq_%d_to_%d".formatted(first, Math.min(number, first + PER_STATEMENT) - 1);
                insert("""
                        INSERT INTO group_chat (corp_id, chat_id, name, owner, create_time, earlier_versions,
                            member_count, external_count, refreshed_at)
                        SELECT :corp, CONCAT('wr', seq), CONCAT('Group ', seq), CONCAT('owner', seq MOD 500),
                            :today - INTERVAL 90 DAY, '', 101, 100, UTC_TIMESTAMP(6) FROM %s
                        """.formatted(groups));
                insert("""
                        INSERT INTO group_day (corp_id, chat_id, day, joins, quits, left_1, left_7, left_30, sent, clicks)
                        SELECT :corp, CONCAT('wr', g.seq), :today - INTERVAL d.seq DAY, (g.seq MOD %3$d + d.seq) MOD 5 + 1,
                            g.seq MOD %3$d MOD 3, 0, g.seq MOD %3$d MOD 2, g.seq MOD %3$d MOD 2, 1, (g.seq MOD %3$d + d.seq) MOD 7
                        FROM %1$s g JOIN seq_1_to_%2$d d ON (g.seq MOD %3$d + d.seq) MOD 3 = 0
                        """.formatted(groups, DAYS, PASTS));
                insert("""
                        INSERT INTO group_member (corp_id, chat_id, member_id, is_external, joined_at)
                        SELECT :corp, CONCAT('wr', g.seq), CONCAT('wm', g.seq, '-', m.seq), TRUE, :today - INTERVAL 80 DAY
                        FROM %s g JOIN seq_1_to_%d m
                        """.formatted(groups, MEMBERS));
                insert("""
                        INSERT INTO group_due (corp_id, chat_id, members_changed) SELECT :corp, CONCAT('wr', seq), FALSE FROM %s
                        """.formatted(groups));
            }
            database.sql("ANALYZE TABLE group_chat, group_day, group_member, group_due")
                    .query()
                    .listOfRows();
        }

        private void insert(String statement) {
            database.sql(statement)
                    .param("corp", corpId)
                    .param("today", today())
                    .update();
        }

        /** Seconds from the news about one of so many groups until all of these are computed anew. */
        private double computed(int oneOf) throws InterruptedException {
            database.sql("""
                            UPDATE group_due SET due_at = UTC_TIMESTAMP(6)
                            WHERE corp_id = :corp AND CAST(SUBSTRING(chat_id, 3) AS UNSIGNED) MOD :oneOf = 0
                            """).param("corp", corpId).param("oneOf", oneOf).update();
            long begin = System.nanoTime();
            // Whatever happens in a group has those looked at that are due.
            rest.post(
                    corpId + "/group-chats/wr0/activity",
                    Map.of("day", today().minusDays(DAYS + 2).toString(), "messages", 1, "speakers", 1));
            while (isAnyDue()) {
                if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                    throw new IllegalStateException("Not all groups were computed in " + PATIENCE);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
            return (System.nanoTime() - begin) / 1e9;
        }

        private boolean isAnyDue() {
            return database.sql("""
                            SELECT EXISTS (SELECT 1 FROM group_due WHERE corp_id = :corp AND due_at <= UTC_TIMESTAMP(6))
                            """).param("corp", corpId).query(Boolean.class).single();
        }

        /** Seconds in which the server sums up the days of all groups. */
        private double pass() {
            long begin = System.nanoTime();
            long groups = database.sql("""
                            SELECT COUNT(*) FROM (
                                SELECT c.chat_id, c.external_count + SUM(d.joins) - SUM(d.quits) AS size,
                                    SUM(IF(d.day >= :today - INTERVAL 7 DAY, d.joins, 0)) AS joins,
                                    SUM(IF(d.day >= :today - INTERVAL 7 DAY, d.quits, 0)) AS quits, MAX(d.quits) AS worst,
                                    SUM(d.left_1) AS left_1, SUM(d.left_7) AS left_7, SUM(d.left_30) AS left_30,
                                    SUM(d.sent) AS sent, SUM(d.failed) AS failed, SUM(d.clicks) AS clicks,
                                    SUM(d.answers) AS answers, SUM(d.messages) AS messages, SUM(d.speakers) AS speakers
                                FROM group_chat c
                                LEFT JOIN group_day d ON d.corp_id = c.corp_id AND d.chat_id = c.chat_id
                                    AND d.day >= :today - INTERVAL 61 DAY
                                WHERE c.corp_id = :corp
                                GROUP BY c.chat_id, c.external_count) AS sums
                            """)
                    .param("corp", corpId)
                    .param("today", today())
                    .query(Long.class)
                    .single();
            if (groups != number) {
                throw new IllegalStateException("The pass saw " + groups + " groups");
            }
            return (System.nanoTime() - begin) / 1e9;
        }

        /** Groups that have no health, and groups whose score is another than that of those with the same past. */
        private long unequal() {
            return database.sql("""
                            SELECT :number - COUNT(*) + SUM(h.score IS NULL OR h.score <> first.score)
                            FROM group_health h
                            JOIN group_health first ON first.corp_id = h.corp_id AND first.chat_id
                                = CONCAT('wr', :pasts + CAST(SUBSTRING(h.chat_id, 3) AS UNSIGNED) MOD :pasts)
                            WHERE h.corp_id = :corp
                            """)
                    .param("number", number)
                    .param("pasts", PASTS)
                    .param("corp", corpId)
                    .query(Long.class)
                    .single();
        }

        private static LocalDate today() {
            return LocalDate.now(Clock.system(ZONE));
        }
    }
}
