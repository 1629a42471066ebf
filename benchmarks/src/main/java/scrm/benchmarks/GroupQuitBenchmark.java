package scrm.benchmarks;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.Event;
import scrm.events.EventId;
import scrm.events.GroupChatEvent.GroupChatMemberDeleted;
import scrm.events.GroupChatEvent.MemberChange;
import scrm.events.Topic;
import scrm.simulator.Corp;

/**
 * How fast members' changes are taken: quits of one member each, in order of the groups' member versions, are published
 * at once, and it is timed until each has its row. Beside it, with the same events: a consumer that parses each and
 * inserts a row for it. The service meanwhile compares versions, ends the stay, counts who is left, announces the quit
 * and has the group's health computed. Its time includes the publication, for it takes what has come while the rest is
 * published; the bare consumer reads what is all there, so the ratio is rather too bad for us than too good.
 */
final class GroupQuitBenchmark implements Job {
    private static final String OURS = "quits";
    private static final String BARE = "bare consumer and insert";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Of each group, in each round. */
    private static final int QUITS = 15;

    @Override
    public String name() {
        return "quits";
    }

    @Override
    public String title() {
        return "quits: members' changes in Kafka to rows in MySQL";
    }

    @Override
    public List<Result> run(JobSettings settings) throws IOException, InterruptedException {
        try (ServiceStack stack = ServiceStack.start(settings, 1)) {
            return new Run(settings, stack).measure();
        }
    }

    private static final class Run {
        private final JobSettings settings;
        private final Broker broker;
        private final JdbcClient database;
        private final BareConsumer bare;
        private final CorpId corpId;
        private final int rounds;
        private final List<Group> groups;
        private int published;

        Run(JobSettings settings, ServiceStack stack) throws IOException, InterruptedException {
            this.settings = settings;
            broker = new Broker(stack.stores().addresses().kafkaBootstrap());
            stack.createDatabases(List.of("scrm_group", "bare"));
            settings.progress().accept("starting group-service");
            RestClient rest =
                    stack.rest(stack.launch("group-service", "scrm_group").awaitReady());
            database = JdbcClient.create(stack.dataSource("scrm_group"));
            bare = stack.closing(new BareConsumer(
                    stack.stores().addresses().kafkaBootstrap(),
                    Topic.GROUP_CHAT,
                    stack.dataSource("bare"),
                    new Quits()));
            Corp corp = stack.corps().getFirst();
            corpId = new CorpId(corp.definition().corpId());
            rounds = settings.smoke() ? 2 : 6; // the first one warms up
            int number = settings.smoke() ? 40 : 400;
            settings.progress().accept("reading %d groups".formatted(number));
            corp.populateGroups(number, rounds * QUITS);
            sync(rest);
            groups = groups();
        }

        List<Result> measure() throws InterruptedException {
            Samples rate = new Samples("/s");
            for (int round = 1; round <= rounds; round++) {
                settings.progress().accept("round %d of %d".formatted(round, rounds));
                round(round == 1 ? new Samples("/s") : rate, round);
            }
            long wrong = wrong();
            return List.of(
                    rate.beside("quits taken", OURS, BARE),
                    Result.of("wrong or missing, of %,d".formatted(published), (double) wrong, "quits")
                            .withGoal("0", wrong == 0),
                    Result.of("rows that the bare consumer lacks", (double) published - bare.rows(), "rows")
                            .withGoal("0", published == bare.rows()));
        }

        private void round(Samples rate, int round) throws InterruptedException {
            List<GroupChatMemberDeleted> quits = new ArrayList<>();
            for (int quit = 0; quit < QUITS; quit++) {
                for (Group group : groups) {
                    quits.add(group.quit(corpId, (round - 1) * QUITS + quit));
                }
            }
            long begin = System.nanoTime();
            broker.publish(quits);
            published += quits.size();
            await("SELECT COUNT(*) FROM group_member_spell WHERE corp_id = :corp AND quit_at IS NOT NULL");
            rate.add(OURS, quits.size() / ((System.nanoTime() - begin) / 1e9));
            await("SELECT COUNT(*) FROM group_member_spell WHERE corp_id = :corp AND quit_announced");
            long beginOfBare = System.nanoTime();
            bare.consume(quits.size());
            rate.add(BARE, quits.size() / ((System.nanoTime() - beginOfBare) / 1e9));
        }

        /** Until there are as many as were published. */
        private void await(String count) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (count(count) < published) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("The quits were not worked off in " + PATIENCE);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }

        /** Stays that ended otherwise than they were published to, and members who are in and should not be. */
        private long wrong() {
            long right = count(
                    "SELECT COUNT(*) FROM group_member_spell WHERE corp_id = :corp AND quit_told AND quit_scene = 0");
            long left = count("SELECT COUNT(*) FROM group_member WHERE corp_id = :corp AND is_external");
            long counted = count("SELECT SUM(external_count) FROM group_chat WHERE corp_id = :corp");
            long all = (long) groups.size() * rounds * QUITS;
            return Math.abs(published - right) + Math.abs(all - published - left) + Math.abs(left - counted);
        }

        private long count(String statement) {
            return database.sql(statement)
                    .param("corp", corpId.value())
                    .query(Long.class)
                    .single();
        }

        private void sync(RestClient rest) throws InterruptedException {
            String job = corpId + "/jobs/"
                    + rest.post(corpId + "/jobs", Map.of("kind", "group-chat-sync"))
                            .get("id")
                            .asString();
            JsonNode state;
            do {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
                state = rest.get(job);
            } while (state.get("state").asString().equals("RUNNING"));
            if (!state.get("state").asString().equals("SUCCEEDED")) {
                throw new IllegalStateException("The groups could not be read: " + state);
            }
        }

        private List<Group> groups() {
            return database.sql("SELECT chat_id, member_version FROM group_chat WHERE corp_id = :corp")
                    .param("corp", corpId.value())
                    .query((row, _) -> {
                        ChatId chatId = new ChatId(row.getString("chat_id"));
                        return new Group(chatId, contacts(chatId), row.getString("member_version"));
                    })
                    .list();
        }

        private List<String> contacts(ChatId chatId) {
            return database.sql(
                            "SELECT member_id FROM group_member WHERE corp_id = :corp AND chat_id = :chat AND is_external")
                    .param("corp", corpId.value())
                    .param("chat", chatId.value())
                    .query((row, _) -> row.getString("member_id"))
                    .list();
        }
    }

    /** A group as it was read. */
    private record Group(ChatId chatId, List<String> contacts, String version) {
        /** The quit of so manieth contact: each follows the one before without a gap. */
        GroupChatMemberDeleted quit(CorpId corpId, int number) {
            return new GroupChatMemberDeleted(
                    new EventId("%040x%024x".formatted(chatId.value().hashCode() & 0xFFFF_FFFFL, number)),
                    corpId,
                    Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS),
                    chatId,
                    new MemberChange(0, 1, List.of(contacts.get(number)), version(number), version(number + 1)));
        }

        private String version(int number) {
            return number == 0 ? version : "%s-%d".formatted(version, number);
        }
    }

    /** A row for each quit, unique as an event is. */
    private static final class Quits implements BareConsumer.Rows {
        @Override
        public String columns() {
            return "corp_id VARCHAR(64) NOT NULL, chat_id VARCHAR(64) NOT NULL, member_id VARCHAR(64) NOT NULL,"
                    + " quit_at DATETIME(6) NOT NULL, version VARCHAR(128) NOT NULL,"
                    + " UNIQUE KEY quit (corp_id, chat_id, version)";
        }

        @Override
        public String insert() {
            return "INSERT INTO bare (corp_id, chat_id, member_id, quit_at, version) VALUES (?, ?, ?, ?, ?)";
        }

        @Override
        public boolean bind(PreparedStatement row, Event event) throws SQLException {
            if (!(event instanceof GroupChatMemberDeleted quit)) {
                return false;
            }
            row.setString(1, quit.corpId().value());
            row.setString(2, quit.chatId().value());
            row.setString(3, quit.change().members().getFirst());
            row.setTimestamp(4, Timestamp.from(quit.occurredAt()));
            row.setString(5, String.valueOf(quit.change().curMemVer()));
            return true;
        }
    }
}
