package scrm.channel.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

import scrm.channel.ChannelServiceIT;
import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.CustomerAcquisitionEvent.AcquisitionChatStarted;
import scrm.events.Event;
import scrm.events.EventId;
import scrm.events.ExternalContactEvent.ExternalContactAdded;
import scrm.events.ExternalContactEvent.FollowUserDeleted;
import scrm.events.ExternalUserId;
import scrm.events.GroupEvent.GroupMemberJoined;
import scrm.events.LinkId;
import scrm.events.State;
import scrm.events.UserId;
import scrm.messaging.EventConsumer;
import scrm.messaging.JdbcTime;

/** What is kept beside relations and orders is right in whichever order, and at whatever time, things are recorded. */
class OutcomeIT extends ChannelServiceIT {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @Autowired
    private List<EventConsumer> consumers;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private LinkOutcomes linkOutcomes;

    @Autowired
    private JdbcClient jdbc;

    private final List<String> channels = new ArrayList<>();
    private final List<State> states = new ArrayList<>();

    private void openChannels(int count) {
        corp.people().memberJoins("zhang", "张三");
        for (int i = 0; i < count; i++) {
            channels.add(channel("渠道" + i));
            states.add(new State(activeLiveCode(channels.getLast(), "zhang", Map.of("text", "你好"))
                    .path("state")
                    .asString()));
        }
    }

    // A history in every order, against a model that counts by definition

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 1", "4, 3", "5, 3", "6, 3"})
    void reportsAreWhatTheHistoryComesToInWhicheverOrderItIsTold(int seed, int threads) throws IOException {
        openChannels(3);
        History history = new History(seed, LocalDate.ofInstant(WECOM.clock().instant(), ZONE));
        List<Deed> told = new ArrayList<>(history.deeds);
        Random random = new Random(seed);
        history.deeds.stream().filter(_ -> random.nextInt(4) == 0).forEach(told::add);
        Collections.shuffle(told, random);

        List<CompletableFuture<Void>> tellers = IntStream.range(0, threads)
                .mapToObj(thread -> CompletableFuture.runAsync(
                        () -> tell(
                                IntStream.range(0, told.size())
                                        .filter(n -> n % threads == thread)
                                        .mapToObj(told::get)
                                        .toList(),
                                new Random(seed + thread)),
                        task -> Thread.ofVirtual().start(task)))
                .toList();
        tellers.forEach(CompletableFuture::join);

        for (int windowDays : new int[] {1, 7, 30}) {
            for (String currency : List.of("CNY", "USD")) {
                JsonNode report = get("/channel-reports?children=true&from=%s&until=%s&windowDays=%d&currency=%s"
                                .formatted(history.from, history.until, windowDays, currency))
                        .json();
                for (int channel = 0; channel < channels.size(); channel++) {
                    JsonNode line = report.path("children").path(channel);
                    Map<String, Long> right = history.figures(channel, windowDays, currency);
                    Map<String, Long> figures = new LinkedHashMap<>();
                    right.forEach((name, _) -> figures.put(name, line.path(name).asLong()));
                    assertThat(figures)
                            .as("channel %d, %d days, %s", channel, windowDays, currency)
                            .isEqualTo(right);
                }
            }
        }
        List<Map<String, Object>> kept = kept();
        upgrade();
        assertThat(kept()).as("after an upgrade").isEqualTo(kept);
    }

    private List<Map<String, Object>> kept() {
        List<Map<String, Object>> kept = new ArrayList<>(
                jdbc.sql("SELECT id, joined_at, answered_at FROM attribution WHERE corp_id = ? ORDER BY id")
                        .param(corpId())
                        .query()
                        .listOfRows());
        kept.addAll(jdbc.sql("SELECT id, attribution_id, channel_id, acquired_at FROM conversion WHERE corp_id = ?"
                        + " ORDER BY id")
                .param(corpId())
                .query()
                .listOfRows());
        return kept;
    }

    /** As it was before anything was kept. */
    private void upgrade() throws IOException {
        jdbc.sql("UPDATE attribution SET joined_at = NULL, answered_at = NULL WHERE corp_id = ?")
                .param(corpId())
                .update();
        jdbc.sql("UPDATE conversion SET attribution_id = NULL, channel_id = NULL, acquired_at = NULL WHERE corp_id = ?")
                .param(corpId())
                .update();
        String migration =
                new ClassPathResource("db/migration/V14__outcomes.sql").getContentAsString(StandardCharsets.UTF_8);
        for (String statement : migration.split(";")) {
            if (statement.strip().startsWith("UPDATE")) {
                jdbc.sql(statement).update();
            }
        }
    }

    /** A few things in one transaction, as a poll brings them; orders and refunds one by one, as a shop tells them. */
    private void tell(List<Deed> deeds, Random random) {
        Deque<Deed> left = new ArrayDeque<>(deeds);
        while (!left.isEmpty()) {
            Map<String, List<Event>> poll = new LinkedHashMap<>();
            for (int i = random.nextInt(8); i >= 0 && !left.isEmpty(); i--) {
                Deed deed = left.removeFirst();
                switch (deed) {
                    case Ordered order -> tell(order);
                    case Refunded refund -> tell(refund);
                    default ->
                        poll.computeIfAbsent(deed.consumer(), _ -> new ArrayList<>())
                                .add(event(deed));
                }
            }
            poll.forEach((consumer, events) -> handle(() -> events.forEach(consumer(consumer)::on)));
        }
    }

    private void tell(Ordered order) {
        int status = 503;
        while (status == 503) {
            status = post(
                            "/conversions",
                            Map.of(
                                    "orderId", order.id(),
                                    "externalUserId", order.contact(),
                                    "currency", order.currency(),
                                    "amount", order.amount(),
                                    "occurredAt", order.at().toString()))
                    .status();
        }
        assertThat(status).isIn(201, 409);
    }

    /** A refund comes after its order; whoever tells it first tells the order as well. */
    private void tell(Refunded refund) {
        tell(refund.order());
        int status = post(
                        "/conversions/" + refund.order().id() + "/refunds",
                        Map.of(
                                "refundId",
                                "r",
                                "amount",
                                refund.amount(),
                                "occurredAt",
                                WECOM.clock().instant().toString()))
                .status();
        assertThat(status).isIn(201, 409);
    }

    private EventConsumer consumer(String name) {
        return consumers.stream()
                .filter(consumer -> consumer.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** As messaging does: whoever loses a deadlock tries again. */
    private void handle(Runnable work) {
        while (true) {
            try {
                transaction.executeWithoutResult(_ -> work.run());
                return;
            } catch (PessimisticLockingFailureException _) {
                Thread.onSpinWait();
            }
        }
    }

    private Event event(Deed deed) {
        CorpId corpId = new CorpId(corpId());
        EventId id = EventId.derived(corpId(), deed.toString());
        return switch (deed) {
            case Added e ->
                new ExternalContactAdded(
                        id,
                        corpId,
                        e.at(),
                        new UserId(e.member()),
                        new ExternalUserId(e.contact()),
                        e.channel() < 0 ? null : states.get(e.channel()),
                        null);
            case Lost e ->
                new FollowUserDeleted(id, corpId, e.at(), new UserId(e.member()), new ExternalUserId(e.contact()));
            case Joined e ->
                new GroupMemberJoined(
                        id, corpId, e.at(), new ChatId(e.chat()), e.contact(), true, 3, states.getFirst(), null);
            case Answered e ->
                new AcquisitionChatStarted(
                        id,
                        corpId,
                        e.at(),
                        new LinkId("link"),
                        new UserId(e.member()),
                        new ExternalUserId(e.contact()));
            case Ordered _, Refunded _ -> throw new IllegalArgumentException(deed.toString());
        };
    }

    private sealed interface Deed {
        default String consumer() {
            return switch (this) {
                case Joined _ -> "group-codes";
                case Answered _ -> "channel-qrcode-service.answer";
                default -> "channel-qrcode-service";
            };
        }
    }

    private record Added(String member, String contact, int channel, Instant at) implements Deed {}

    private record Lost(String member, String contact, Instant at) implements Deed {}

    private record Joined(String chat, String contact, Instant at) implements Deed {}

    private record Answered(String member, String contact, Instant at) implements Deed {}

    private record Ordered(String id, String contact, String currency, long amount, Instant at) implements Deed {}

    private record Refunded(Ordered order, long amount) implements Deed {}

    /** Eighty days of a few contacts, by the hour so that many things coincide, and what they come to by definition. */
    private static final class History {
        private static final int HOURS = 80 * 24;

        final List<Deed> deeds = new ArrayList<>();
        final LocalDate from;
        final LocalDate until;
        private final Instant now = WECOM.clock().instant();
        private final Instant start;
        private final Random random;

        private record Began(String member, String contact, int channel, Instant at) {}

        History(int seed, LocalDate today) {
            random = new Random(seed);
            LocalDate first = today.minusDays(85);
            start = first.atStartOfDay(ZONE).toInstant();
            from = first.plusDays(10);
            until = first.plusDays(59);
            for (int i = 0; i < 12; i++) {
                contact("wm" + i);
            }
        }

        private void contact(String contact) {
            List<Integer> hours =
                    new ArrayList<>(IntStream.range(0, HOURS).boxed().toList());
            Collections.shuffle(hours, random); // two relations never begin at once: the rows' order would decide
            for (int i = 1 + random.nextInt(5); i > 0; i--) {
                String member = "u" + random.nextInt(3);
                Instant at = start.plus(Duration.ofHours(hours.get(i)));
                deeds.add(new Added(member, contact, random.nextInt(4) - 1, at));
                around(at, 2).forEach(when -> deeds.add(new Lost(member, contact, when)));
                around(at, 2).forEach(when -> deeds.add(new Answered(member, contact, when)));
                around(at, 3).forEach(when -> deeds.add(new Joined("wr" + random.nextInt(2), contact, when)));
                around(at, 4).forEach(when -> order(contact, when));
            }
        }

        private void order(String contact, Instant at) {
            String currency = random.nextInt(5) == 0 ? "USD" : "CNY";
            Ordered order = new Ordered("o" + deeds.size(), contact, currency, 1 + random.nextInt(9_999), at);
            deeds.add(order);
            if (random.nextInt(3) == 0) {
                deeds.add(new Refunded(order, 1 + random.nextInt((int) order.amount())));
            }
        }

        /** Up to so many times, before, at, and after: at the edges of the windows too. */
        private List<Instant> around(Instant at, int most) {
            int[] days = {-3, 0, 0, 1, 5, 7, 29, 30};
            return random.ints(random.nextInt(most + 1), 0, days.length)
                    .mapToObj(i -> at.plus(Duration.ofDays(days[i])).plus(Duration.ofHours(random.nextInt(3) - 1)))
                    .filter(when -> when.isBefore(now))
                    .toList();
        }

        private <D extends Deed> List<D> all(Class<D> type) {
            return deeds.stream().filter(type::isInstance).map(type::cast).toList();
        }

        private List<Began> began() {
            Map<List<String>, Began> firsts = new LinkedHashMap<>();
            for (Added add : all(Added.class)) {
                Began began = new Began(add.member(), add.contact(), add.channel(), add.at());
                firsts.merge(List.of(add.member(), add.contact()), began, (a, b) -> a.at().isBefore(b.at()) ? a : b);
            }
            return List.copyOf(firsts.values());
        }

        private boolean isWithin(Instant at) {
            return !at.isBefore(from.atStartOfDay(ZONE).toInstant())
                    && at.isBefore(until.plusDays(1).atStartOfDay(ZONE).toInstant());
        }

        Map<String, Long> figures(int channel, int windowDays, String currency) {
            Map<String, Long> figures = new LinkedHashMap<>();
            for (String name : List.of(
                    "adds",
                    "losses",
                    "dueAfter30Days",
                    "retainedAfter1Day",
                    "retainedAfter7Days",
                    "retainedAfter30Days",
                    "joinedGroup",
                    "answered",
                    "bought",
                    "orders",
                    "sales",
                    "refunds")) {
                figures.put(name, 0L);
            }
            for (Began began : began()) {
                if (began.channel() == channel) {
                    count(began, windowDays, currency, figures);
                }
            }
            return figures;
        }

        private void count(Began began, int windowDays, String currency, Map<String, Long> figures) {
            Instant lostAt = all(Lost.class).stream()
                    .filter(lost -> lost.member().equals(began.member())
                            && lost.contact().equals(began.contact())
                            && !lost.at().isBefore(began.at()))
                    .map(Lost::at)
                    .min(Instant::compareTo)
                    .orElse(Instant.MAX);
            add(figures, "losses", isWithin(lostAt) ? 1 : 0);
            if (!isWithin(began.at())) {
                return;
            }
            add(figures, "adds", 1);
            add(figures, "dueAfter30Days", isDue(began, 30) ? 1 : 0);
            add(figures, "retainedAfter1Day", isDue(began, 1) && lasts(began, lostAt, 1) ? 1 : 0);
            add(figures, "retainedAfter7Days", isDue(began, 7) && lasts(began, lostAt, 7) ? 1 : 0);
            add(figures, "retainedAfter30Days", isDue(began, 30) && lasts(began, lostAt, 30) ? 1 : 0);
            boolean joined = all(Joined.class).stream()
                    .anyMatch(
                            join -> join.contact().equals(began.contact()) && isInWindow(began, join.at(), windowDays));
            add(figures, "joinedGroup", joined ? 1 : 0);
            boolean answered = all(Answered.class).stream()
                    .filter(answer -> answer.contact().equals(began.contact())
                            && answer.member().equals(began.member()))
                    .map(Answered::at)
                    .min(Instant::compareTo)
                    .filter(first -> isInWindow(began, first, windowDays))
                    .isPresent();
            add(figures, "answered", answered ? 1 : 0);
            List<Ordered> orders = all(Ordered.class).stream()
                    .filter(order -> order.currency().equals(currency)
                            && isInWindow(began, order.at(), windowDays)
                            && isCause(began, order))
                    .toList();
            add(figures, "bought", orders.isEmpty() ? 0 : 1);
            add(figures, "orders", orders.size());
            add(figures, "sales", orders.stream().mapToLong(Ordered::amount).sum());
            add(
                    figures,
                    "refunds",
                    all(Refunded.class).stream()
                            .filter(refund -> orders.contains(refund.order()))
                            .mapToLong(Refunded::amount)
                            .sum());
        }

        private boolean isCause(Began began, Ordered order) {
            return order.contact().equals(began.contact())
                    && began().stream()
                            .noneMatch(later -> later.contact().equals(began.contact())
                                    && later.channel() >= 0
                                    && later.at().isAfter(began.at())
                                    && !later.at().isAfter(order.at()));
        }

        private boolean isDue(Began began, int days) {
            return !began.at().plus(Duration.ofDays(days)).isAfter(now);
        }

        private static boolean lasts(Began began, Instant lostAt, int days) {
            return !lostAt.isBefore(began.at().plus(Duration.ofDays(days)));
        }

        private static boolean isInWindow(Began began, Instant at, int windowDays) {
            return !at.isBefore(began.at()) && at.isBefore(began.at().plus(Duration.ofDays(windowDays)));
        }

        private static void add(Map<String, Long> figures, String name, long more) {
            figures.merge(name, more, Long::sum);
        }
    }

    // Two transactions at once

    enum Kind {
        JOIN,
        ANSWER,
        ORDER
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aRelationSeesWhatIsBeingRecordedOfItsContact(Kind kind) {
        openChannels(1);
        Instant at = WECOM.clock().instant().minus(Duration.ofDays(2));

        atOnce(() -> does(kind, "wm1", at.plusSeconds(60)), () -> comes("wm1", at));

        assertThat(linked("wm1")).isEqualTo(kind + " linked");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatAContactDoesSeesTheRelationThatIsBeingRecorded(Kind kind) {
        openChannels(1);
        Instant at = WECOM.clock().instant().minus(Duration.ofDays(2));

        atOnce(() -> comes("wm1", at), () -> does(kind, "wm1", at.plusSeconds(60)));

        assertThat(linked("wm1")).isEqualTo(kind + " linked");
    }

    /** What a relation's earlier beginning changes is changed although its row was there before. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void aRelationThatBeganEarlierSeesWhatIsBeingRecordedOfItsContact(Kind kind) {
        openChannels(1);
        Instant at = WECOM.clock().instant().minus(Duration.ofDays(2));
        handle(() -> comes("wm1", at.plusSeconds(120)));

        atOnce(() -> comes("wm1", at), () -> does(kind, "wm1", at.plusSeconds(60)));

        assertThat(linked("wm1")).isEqualTo(kind + " linked");
    }

    @Test
    void whatAContactDidBeforeItsRelationIsHeardOfIsLinked() {
        openChannels(2);
        Instant at = WECOM.clock().instant().minus(Duration.ofDays(2));
        for (Kind kind : Kind.values()) {
            handle(() -> does(kind, "wm1", at.plusSeconds(60)));
        }
        handle(() -> comes("wm1", at));

        assertThat(linked("wm1")).isEqualTo("JOIN ANSWER ORDER linked");
    }

    /** The first is held back when it has written all it writes, until the second has ended or waits for it. */
    private void atOnce(Runnable first, Runnable second) {
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        CompletableFuture<Void> one = CompletableFuture.runAsync(
                () -> handle(() -> {
                    first.run();
                    TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                        @Override
                        public void beforeCommit(boolean readOnly) {
                            written.countDown();
                            await(released);
                        }
                    });
                }),
                task -> Thread.ofVirtual().start(task));
        await(written);
        CompletableFuture<Void> two = CompletableFuture.runAsync(
                () -> handle(second), task -> Thread.ofVirtual().start(task));
        soon().until(() -> two.isDone() || isAnybodyWaiting());
        released.countDown();
        CompletableFuture.allOf(one, two).join();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isAnybodyWaiting() {
        return jdbc.sql("SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'")
                        .query(Long.class)
                        .single()
                > 0;
    }

    private void comes(String contact, Instant at) {
        tell(new Added("zhang", contact, 0, at));
    }

    private void does(Kind kind, String contact, Instant at) {
        switch (kind) {
            case JOIN -> tell(new Joined("wr1", contact, at));
            case ANSWER -> tell(new Answered("zhang", contact, at));
            case ORDER -> {
                jdbc.sql("""
                                INSERT INTO conversion (corp_id, order_id, external_userid, currency, amount, refunded,
                                                        occurred_at, created_at)
                                VALUES (:corpId, 'o1', :contact, 'CNY', 100, 0, :at, :at)
                                """)
                        .param("corpId", corpId())
                        .param("contact", contact)
                        .param("at", JdbcTime.of(at))
                        .update();
                long id = jdbc.sql("SELECT id FROM conversion WHERE corp_id = ? AND order_id = 'o1'")
                        .param(corpId())
                        .query(Long.class)
                        .single();
                linkOutcomes.ordered(new CorpId(corpId()), new ExternalUserId(contact), id, at);
            }
        }
    }

    private void tell(Deed deed) {
        consumer(deed.consumer()).on(event(deed));
    }

    private String linked(String contact) {
        LocalDate today = LocalDate.ofInstant(WECOM.clock().instant(), ZONE);
        JsonNode total = get("/channel-reports?from=%s&until=%s&windowDays=1".formatted(today.minusDays(9), today))
                .json()
                .path("total");
        assertThat(total.path("adds").asLong()).as(contact).isEqualTo(1);
        return (total.path("joinedGroup").asLong() == 1 ? "JOIN " : "")
                + (total.path("answered").asLong() == 1 ? "ANSWER " : "")
                + (total.path("orders").asLong() == 1 ? "ORDER " : "")
                + "linked";
    }
}
