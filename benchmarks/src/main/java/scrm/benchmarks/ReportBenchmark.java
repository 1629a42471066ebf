package scrm.benchmarks;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import scrm.stores.StoresPlan;

/**
 * What a channel report takes over REST when the corp has ten million attributions in a hundred channels and a year.
 * Beside it, in alternate rounds: one SQL aggregate over the same channels and days, from one index. Every figure of
 * every report is compared with what the data must come to.
 */
final class ReportBenchmark implements Job {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int CHANNELS = 100;
    private static final int DAYS = 366;
    private static final int WINDOW = 30;

    /** What contacts do, in turns: 0 to 2 join a group, 3 and 4 answer, 5 buys, 8 and 9 leave on the third day. */
    private static final int ACTS = 10;

    private static final long PRICE = 9_900;
    private static final int PER_STATEMENT = 200_000;

    @Override
    public String name() {
        return "report";
    }

    @Override
    public String title() {
        return "report: channel reports over ten million attributions";
    }

    @Override
    public List<Result> run(JobSettings settings) throws IOException, InterruptedException {
        StoresPlan plan = new StoresPlan(
                settings.work(), StoresPlan.Database.MARIADB, true, false, settings.smoke() ? 128 : 8_192);
        try (ServiceStack stack = ServiceStack.start(settings, plan, 1)) {
            return new Run(settings, stack).measure();
        }
    }

    /**
     * What is asked for.
     *
     * @param channels how many, from the first
     * @param days the last so many of the year
     */
    private record Question(String name, int channels, int days) {
        static final List<Question> ALL = List.of(
                new Question("one channel, 30 days", 1, 30),
                new Question("all channels, 30 days", CHANNELS, 30),
                new Question("all channels, the whole year", CHANNELS, DAYS));
    }

    private static final class Run {
        private final JobSettings settings;
        private final RestClient rest;
        private final JdbcClient database;
        private final String corpId;
        private final List<Long> channels = new ArrayList<>();
        /** The first day after the year, long enough ago that every window has passed. */
        private final LocalDate end = LocalDate.now(Clock.systemUTC()).minusDays(WINDOW + 10);

        private final LocalDate start = end.minusDays(DAYS);
        private long rows;
        private long wrong;

        Run(JobSettings settings, ServiceStack stack) throws IOException, InterruptedException {
            this.settings = settings;
            stack.createDatabases(List.of("scrm_channel"));
            settings.progress().accept("starting channel-qrcode-service");
            rest = stack.rest(
                    stack.launch("channel-qrcode-service", "scrm_channel").awaitReady());
            database = JdbcClient.create(stack.dataSource("scrm_channel"));
            corpId = stack.corps().getFirst().definition().corpId();
            for (int i = 0; i < CHANNELS; i++) {
                channels.add(Long.parseLong(rest.post(corpId + "/channels", Map.of("name", "Shop " + i))
                        .get("id")
                        .asString()));
            }
            if (channels.getLast() - channels.getFirst() != CHANNELS - 1) {
                throw new IllegalStateException("The channels' ids do not follow one another: " + channels);
            }
        }

        List<Result> measure() throws InterruptedException {
            List<Result> results = new ArrayList<>();
            for (long size : settings.smoke() ? List.of(36_600L) : List.of(625_000L, 2_500_000L, 10_000_000L)) {
                fill(size);
                for (Question question : Question.ALL) {
                    results.add(measure(question));
                }
            }
            results.add(Result.of("wrong figures", (double) wrong, "figures").withGoal("0", wrong == 0));
            return results;
        }

        private Result measure(Question question) throws InterruptedException {
            String name = "report of %s, %,d attributions".formatted(question.name(), rows);
            settings.progress().accept(name);
            Samples millis = new Samples("ms");
            for (int round = 0; round < (settings.smoke() ? 1 : 5); round++) {
                long begin = System.nanoTime();
                JsonNode report = report(question);
                long between = System.nanoTime();
                long adds = aggregate(question);
                millis.add("aggregate", (System.nanoTime() - between) / 1e6);
                millis.add("report", (between - begin) / 1e6);
                check(question, report.get("total"), adds);
            }
            return millis.beside(name, "report", "aggregate");
        }

        private JsonNode report(Question question) throws InterruptedException {
            return rest.get(corpId + "/channel-reports?from=" + end.minusDays(question.days()) + "&until="
                    + end.minusDays(1) + "&windowDays=" + WINDOW
                    + (question.channels() == 1 ? "&channelId=" + channels.getFirst() : ""));
        }

        private long aggregate(Question question) {
            return database
                    .sql("""
                            SELECT first_channel_id, COUNT(*) FROM attribution
                            WHERE corp_id = :corp AND first_channel_id IN (:channels)
                              AND first_at >= :from AND first_at < :until
                            GROUP BY first_channel_id
                            """)
                    .param("corp", corpId)
                    .param("channels", channels.subList(0, question.channels()))
                    .param("from", utc(end.minusDays(question.days())))
                    .param("until", utc(end))
                    .query((row, number) -> row.getLong(2))
                    .list()
                    .stream()
                    .mapToLong(count -> count)
                    .sum();
        }

        /** @param adds as the aggregate counted them */
        private void check(Question question, JsonNode line, long adds) {
            long[] acts = new long[ACTS];
            for (long n = 0; n < rows; n++) {
                if (n % CHANNELS < question.channels() && n / CHANNELS % DAYS >= DAYS - question.days()) {
                    acts[(int) ((n / CHANNELS + n / CHANNELS / DAYS) % ACTS)]++;
                }
            }
            long all = LongStream.of(acts).sum();
            Map<String, Long> right = Map.of(
                    "adds",
                    all,
                    "dueAfter30Days",
                    all,
                    "retainedAfter1Day",
                    all,
                    "retainedAfter7Days",
                    all - acts[8] - acts[9],
                    "joinedGroup",
                    acts[0] + acts[1] + acts[2],
                    "answered",
                    acts[3] + acts[4],
                    "bought",
                    acts[5],
                    "sales",
                    acts[5] * PRICE);
            right.forEach((figure, count) -> {
                if (line.get(figure).asLong() != count) {
                    settings.progress().accept("%s is %s, not %d".formatted(figure, line.get(figure), count));
                    wrong++;
                }
            });
            wrong += adds == all ? 0 : 1;
        }

        /** Each size fills the year and all channels evenly. */
        private void fill(long size) {
            while (rows < size) {
                settings.progress().accept("%,d of %,d attributions".formatted(rows, size));
                long until = Math.min(size, rows + PER_STATEMENT);
                insert(until, """
                        attribution (corp_id, userid, external_userid, relation, relation_at, first_at,
                                     first_channel_id, lost_at, joined_at, answered_at, created_at, updated_at)
                        SELECT :corp, userid, contact, IF(act >= 8, 'LOST', 'ADDED'), first_at, first_at,
                               channel, IF(act >= 8, first_at + INTERVAL 3 DAY, NULL),
                               IF(act <= 2, first_at + INTERVAL 1 DAY, NULL),
                               IF(act IN (3, 4), first_at + INTERVAL 1 HOUR, NULL), first_at, first_at
                        """, "TRUE");
                insert(until, """
                        group_join (corp_id, chat_id, external_userid, live_code_id, channel_id, joined_at, recorded_at)
                        SELECT :corp, 'wr1', contact, 1, channel, first_at + INTERVAL 1 DAY, first_at
                        """, "act <= 2");
                insert(until, """
                        answer (corp_id, external_userid, userid, answered_at)
                        SELECT :corp, contact, userid, first_at + INTERVAL 1 HOUR
                        """, "act IN (3, 4)");
                insert(until, """
                        conversion (corp_id, order_id, external_userid, currency, amount, refunded, occurred_at,
                                    created_at, attribution_id, channel_id, acquired_at)
                        SELECT :corp, CONCAT('o', n), contact, 'CNY', %d, 0, first_at + INTERVAL 2 DAY, first_at,
                               (SELECT a.id FROM attribution a
                                WHERE a.corp_id = :corp AND a.external_userid = contact AND a.userid = contacts.userid),
                               channel, first_at
                        """.formatted(PRICE), "act = 5");
                rows = until;
            }
            database.sql("ANALYZE TABLE attribution, group_join, answer, conversion")
                    .query()
                    .listOfRows();
        }

        private void insert(long until, String intoSelect, String who) {
            database.sql("INSERT INTO " + intoSelect + """
                            FROM (SELECT seq AS n, CONCAT('u', seq %% 50) AS userid,
                                         CONCAT('wm', LEFT(MD5(seq), 30)) AS contact,
                                         :first + seq %% %1$d AS channel,
                                         (seq DIV %1$d + seq DIV %1$d DIV %2$d) %% %3$d AS act,
                                         CAST(:start AS DATETIME) + INTERVAL (seq DIV %1$d %% %2$d) DAY
                                             + INTERVAL (seq %% 80000) SECOND AS first_at
                                  FROM seq_%4$d_to_%5$d) contacts
                            WHERE %6$s
                            """.formatted(CHANNELS, DAYS, ACTS, rows, until - 1, who))
                    .param("corp", corpId)
                    .param("first", channels.getFirst())
                    .param("start", utc(start))
                    .update();
        }

        /** When a day of the corp's begins. */
        private static String utc(LocalDate day) {
            return LocalDateTime.ofInstant(day.atStartOfDay(ZONE).toInstant(), ZoneOffset.UTC)
                    .format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
        }
    }
}
