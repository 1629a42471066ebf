package scrm.sop.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.messaging.testing.QueryPlans;
import scrm.sop.SopServiceIT;
import scrm.sop.quota.Admission.End;
import scrm.sop.quota.Admission.Ended;
import scrm.sop.quota.Admission.Wanted;
import scrm.sop.quota.Decision.Reason;
import scrm.wecom.Caller;
import scrm.wecom.GroupMessages;
import scrm.wecom.GroupMessages.Content;

class AdmissionIT extends SopServiceIT {
    @Autowired
    private Admission admission;

    @Autowired
    private ForgetUsesWorker forgetUses;

    @Autowired
    private GroupMessages groupMessages;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void whoSendsOnlyWhatIsAdmittedIsNeverToldThatTheQuotaIsUsedUp() {
        corp.people().memberJoins("zhang", "张三");
        String contact = corp.people().memberAdds("zhang", "小李").externalUserId();
        List<String> waiting = new ArrayList<>();
        int got = 0;
        for (int turn = 0; turn < 130; turn++) {
            WECOM.clock().advance(Duration.ofHours(11));
            if (admit(wanted(contact, 0)).getFirst() instanceof Decision.Admitted) {
                waiting.add(groupMessages
                        .addToContacts(
                                Caller.bulk(new CorpId(corpId())),
                                new UserId("zhang"),
                                List.of(new ExternalUserId(contact)),
                                new Content("第" + turn, List.of()))
                        .msgid());
            }
            // The member lets them lie, and confirms some at once from time to time, also over the end of a month.
            if (turn % 5 == 4) {
                for (String msgid : waiting) {
                    assertThat(corp.people().memberConfirmsSend(msgid, "zhang")).isEqualTo(1);
                    settle(contact, End.SENT);
                    got++;
                }
                waiting.clear();
            }
        }
        assertThat(got).isGreaterThan(50);
    }

    @Test
    void ofTwoForOneReceiverTheMoreImportantGoesFirst() {
        choose(Map.of("contacts", List.of(Map.of("window", "DAY", "most", 1))));

        List<Decision> decisions = admit(
                new Wanted(contact("wm1"), 1, 1L, now(), Overflow.drop()),
                new Wanted(contact("wm1"), 5, 2L, now(), Overflow.drop()),
                new Wanted(contact("wm2"), 1, 1L, now(), null),
                new Wanted(contact("wm1"), 3, 3L, now(), Overflow.delay(Duration.ofDays(2))));

        assertThat(decisions.get(0)).isEqualTo(new Decision.Dropped(Reason.OWN_LIMIT));
        assertThat(decisions.get(1)).isInstanceOf(Decision.Admitted.class);
        assertThat(decisions.get(2)).isInstanceOf(Decision.Admitted.class);
        assertThat(decisions.get(3)).isInstanceOf(Decision.WaitUntil.class);
    }

    @Test
    void ofManyWhoAdmitAtOnceNoneLetsThroughMoreThanMayBe() throws Exception {
        choose(Map.of("contacts", List.of(Map.of("window", "DAY", "most", 3))));
        List<Callable<Long>> takers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            takers.add(() -> {
                List<Wanted> wanted = new ArrayList<>(IntStream.range(0, 200)
                        .mapToObj(n -> wanted("wm" + n, 0))
                        .toList());
                Collections.shuffle(wanted);
                return admit(wanted.toArray(Wanted[]::new)).stream()
                        .filter(Decision.Admitted.class::isInstance)
                        .count();
            });
        }
        long admitted = 0;
        try (ExecutorService pool = Executors.newFixedThreadPool(6)) {
            for (Future<Long> count : pool.invokeAll(takers)) {
                admitted += count.get();
            }
        }

        assertThat(admitted).isEqualTo(600);
        assertThat(client.sql("""
                        SELECT MAX(uses) FROM (SELECT COUNT(*) AS uses FROM quota_use WHERE corp_id = :corpId
                                               GROUP BY receiver) each_one
                        """)
                        .param("corpId", corpId())
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);
    }

    @Test
    void whatIsReturnedMayBeUsedAgainAndWhatIsUnknownMayNot() {
        choose(Map.of("contacts", List.of(Map.of("window", "DAY", "most", 1))));
        assertThat(admit(wanted("wm1", 0)).getFirst()).isInstanceOf(Decision.Admitted.class);
        assertThat(admit(wanted("wm1", 0)).getFirst()).isInstanceOf(Decision.WaitUntil.class);

        settle("wm1", End.RETURNED);

        assertThat(admit(wanted("wm1", 0)).getFirst()).isInstanceOf(Decision.Admitted.class);
        assertThat(caps("wm1").getLast().left()).isZero();
    }

    @Test
    void whatIsRolledBackWasNeverCounted() {
        transaction.executeWithoutResult(status -> {
            admission.admit(new CorpId(corpId()), List.of(wanted("wm1", 0)));
            status.setRollbackOnly();
        });

        assertThat(caps("wm1").getFirst().open()).isZero();
    }

    @Test
    void aReceiverOfWhomWeComSaysEnoughIsLeftAloneUntilTheMonthEnds() {
        admit(wanted("wm1", 0));
        settle("wm1", End.USED_UP);

        Instant may = Instant.parse(
                get("/quotas?receiver=wm1").json().path("mayReceiveAt").asString());
        assertThat(may).isAfter(now());
        assertThat(get("/quotas?receiver=wm1").json().at("/caps/0/left").asInt())
                .isZero();
        assertThat(post("/quotas/preflight", Map.of("externalUserIds", List.of("wm1", "wm2", "wm2")))
                        .json()
                        .toString())
                .contains("\"asked\":2", "\"willReach\":1", "\"weCom\":1", "\"own\":0");
    }

    @Test
    void tenThousandAreAdmittedAtOnce() {
        Wanted[] wanted =
                IntStream.range(0, 10_000).mapToObj(n -> wanted("wm" + n, 0)).toArray(Wanted[]::new);

        List<Decision> decisions = admit(wanted);

        assertThat(decisions).hasSize(10_000).allMatch(Decision.Admitted.class::isInstance);
        assertThat(client.sql("SELECT COUNT(DISTINCT claim) FROM quota_use WHERE corp_id = :corpId")
                        .param("corpId", corpId())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void oldUsesAreForgottenAndFoundByIndex() {
        QueryPlans.fill(
                jdbc,
                "quota_use",
                "corp_id, receiver_kind, receiver, n, state, at, claim",
                "'wwold', 'CONTACT', CONCAT('wm', n DIV 5), n, 'SENT', '2020-01-01' + INTERVAL n MINUTE, 0");

        assertThat(QueryPlans.keys(
                        client,
                        JdbcUses.OF,
                        Map.of("corpId", "wwold", "kind", "CONTACT", "receivers", List.of("wm1", "wm2"))))
                .containsExactly("PRIMARY");
        assertThat(QueryPlans.keys(client, JdbcUses.FORGET, Map.of("before", "2020-01-01 01:00:00", "limit", 1000)))
                .containsExactly("quota_use_forget");
        forgetUses.run();
        assertThat(client.sql("SELECT COUNT(*) FROM quota_use WHERE corp_id = 'wwold'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private List<Decision> admit(Wanted... wanted) {
        List<Decision> decisions = transaction.execute(_ -> admission.admit(new CorpId(corpId()), List.of(wanted)));
        return decisions == null ? List.of() : decisions;
    }

    private void settle(String contact, End end) {
        transaction.executeWithoutResult(
                _ -> admission.settled(new CorpId(corpId()), List.of(new Ended(contact(contact), end, now()))));
    }

    private record CapOf(int open, int left) {}

    private List<CapOf> caps(String contact) {
        List<CapOf> caps = new ArrayList<>();
        get("/quotas?receiver=" + contact)
                .json()
                .path("caps")
                .forEach(cap -> caps.add(
                        new CapOf(cap.path("open").asInt(), cap.path("left").asInt())));
        return caps;
    }

    private void choose(Map<String, Object> settings) {
        assertThat(put("/quotas/settings", get("/quotas/settings").etag(), settings)
                        .status())
                .isEqualTo(200);
    }

    private static Wanted wanted(String contact, int priority) {
        return new Wanted(contact(contact), priority, null, now(), null);
    }

    private static Receiver contact(String id) {
        return new Receiver(Receiver.Kind.CONTACT, id);
    }

    private static Instant now() {
        return WECOM.clock().instant();
    }
}
