package scrm.channel.livecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.channel.ChannelServiceIT;
import scrm.events.CorpId;
import scrm.events.State;
import scrm.events.UserId;
import scrm.simulator.server.Fault;
import scrm.wecom.Caller;
import scrm.wecom.ContactWays;
import scrm.wecom.ContactWays.NewContactWay;

/** Codes whose making had to wait for long before the answer to it was lost. */
class LostCreationIT extends ChannelServiceIT {
    private static final String ADD = "externalcontact/add_contact_way";
    private static final String LIST = "externalcontact/list_contact_way";
    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final Duration A_MOMENT = Duration.ofSeconds(30);

    @Autowired
    private ContactWays contactWays;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void memberIsThere() {
        corp.people().memberJoins("zhang", "张三");
    }

    @Test
    void isFoundByListing() {
        String path = askedAfterAnHour(Fault.replyDropped());

        soon().untilAsserted(() -> assertThat(status(path)).isEqualTo("ACTIVE"));
        assertThat(calls(ADD)).as("refused, lost").hasSize(2);
        assertThat(contactWaysAtWeCom()).isEqualTo(1);
    }

    @Test
    void isLookedForForTenMinutesFromTheCallOn() {
        String path = askedAfterAnHour(Fault.connectionReset());
        soon().untilAsserted(() -> assertThat(calls(LIST)).isNotEmpty());
        lookAgain(Duration.ofMinutes(8));
        assertThat(status(path)).isEqualTo("CREATING");

        // WeCom has made it after all, and lists it late.
        State state = new State(get(path).json().path("state").asString());
        contactWays.add(caller(), new NewContactWay("收银台", true, state, List.of(new UserId("zhang"))));
        lookAgain(A_MOMENT);

        soon().untilAsserted(() -> assertThat(status(path)).isEqualTo("ACTIVE"));
        assertThat(calls(ADD)).as("refused, lost, WeCom's own").hasSize(3);
        assertThat(contactWaysAtWeCom()).isEqualTo(1);
    }

    @Test
    void isNotMadeAgainByItselfIfWeComDoesNotListIt() {
        String path = askedAfterAnHour(Fault.connectionReset());
        soon().untilAsserted(() -> assertThat(calls(LIST)).isNotEmpty());

        later(Duration.ofMinutes(11));

        soon().untilAsserted(() -> assertThat(status(path)).isEqualTo("FAILED"));
        assertThat(calls(ADD)).hasSize(2);
        assertThat(contactWaysAtWeCom()).isZero();
    }

    @Test
    void isMadeAndNotLookedForIfNobodyHadAskedWeCom() {
        WECOM.faults().add(Fault.errcode(48002).on(ADD).of(corpId()));
        String path = liveCode(channel("门店"), "zhang", Map.of("text", "你好"));
        soon().untilAsserted(() -> waits(path));
        // As a process leaves it that was killed after the claim.
        assertThat(jdbc.sql("""
                                UPDATE work SET state = 'RUNNING', fence = fence + 1, called_at = NULL,
                                                lease_until = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND
                                WHERE corp_id = :corpId AND kind = 'live-code-creation'
                                """).param("corpId", corpId()).update()).isEqualTo(1);
        WECOM.faults().clear();
        later(AN_HOUR);

        soon().untilAsserted(() -> assertThat(status(path)).isEqualTo("ACTIVE"));
        assertThat(calls(ADD)).as("refused, made").hasSize(2);
        assertThat(calls(LIST)).isEmpty();
        assertThat(contactWaysAtWeCom()).isEqualTo(1);
    }

    /** The corp is not set up for an hour; the answer to the first call after that is lost. */
    private String askedAfterAnHour(Fault lost) {
        long refusal = WECOM.faults().add(Fault.errcode(48002).on(ADD).of(corpId()));
        String path = liveCode(channel("门店"), "zhang", Map.of("text", "你好"));
        soon().untilAsserted(() -> waits(path));
        WECOM.faults().remove(refusal);
        WECOM.faults().add(lost.on(ADD).of(corpId()).times(1));
        later(AN_HOUR);
        soon().untilAsserted(() -> assertThat(calls(ADD)).hasSize(2));
        return path;
    }

    private void waits(String path) {
        assertThat(get(path).json().at("/failure/errcode").asInt()).isEqualTo(48002);
    }

    private void lookAgain(Duration by) {
        int before = calls(LIST).size();
        later(by);
        soon().untilAsserted(() -> assertThat(calls(LIST)).hasSizeGreaterThan(before));
    }

    private int contactWaysAtWeCom() {
        Instant now = WECOM.clock().instant();
        return contactWays
                .list(caller(), now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)), null, 1000)
                .items()
                .size();
    }

    private Caller caller() {
        return Caller.person(new CorpId(corpId()));
    }

    private String status(String path) {
        return get(path).json().path("status").asString();
    }
}
