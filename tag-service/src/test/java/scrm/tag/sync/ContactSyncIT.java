package scrm.tag.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import scrm.events.CorpId;
import scrm.harness.Answer;
import scrm.simulator.Friendship;
import scrm.simulator.callback.CallbackMode;
import scrm.simulator.server.ApiCall;
import scrm.simulator.server.Fault;
import scrm.tag.TagServiceIT;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

class ContactSyncIT extends TagServiceIT {
    private static final List<String> TABLES =
            List.of("external_contact", "follow_user", "follow_user_tag", "personal_tag", "tag_assignment");

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Autowired
    private SyncScheduleWorker schedule;

    @Autowired
    private Corps corps;

    @Test
    void aFullSyncTakesInWhatIsThereAndTellsHowMuch() {
        corp.populate(3, 150);

        JsonNode report = report(sync("full"));

        assertThat(report.path("relations").path("inWeCom").asInt()).isEqualTo(450);
        assertThat(report.path("relations").path("before").asInt()).isZero();
        assertThat(report.path("relations").path("unknown").asInt()).isEqualTo(450);
        assertThat(report.path("relations").path("read").asInt()).isEqualTo(450);
        assertThat(report.path("repaired").path("changed").asInt()).isEqualTo(450);
        assertThat(report.path("differing").path("RELATION").asInt()).isEqualTo(450);
        assertThat(report.path("contactsBefore").asInt()).isZero();
        assertThat(report.path("contactsAfter").asInt()).isEqualTo(450);
        assertThat(report.path("examples").path("UNKNOWN")).isNotEmpty();
        assertThat(get("/external-contacts?count=exact&limit=1")
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(450);
        assertThat(all("/external-contacts/sync-reports")).hasSize(1);
    }

    @Test
    void aRepeatWithoutChangeWritesNothing() {
        corp.populate(2, 120);
        sync("full");
        List<Map<String, Object>> before = rows();

        JsonNode report = report(sync("full"));

        assertThat(report.path("relations").path("read").asInt()).isEqualTo(240);
        assertThat(report.path("repaired").path("changed").asInt()).isZero();
        assertThat(report.path("differing")).isEmpty();
        assertThat(report.path("examples")).isEmpty();
        assertThat(rows()).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void aContactOfSeveralMembersIsHeldOnceWithAllOfThem() {
        silently();
        Friendship shared = people.memberAdds("zhang", "共");
        people.memberAddsExisting("li", shared.externalUserId());

        JsonNode report = report(sync("full"));

        assertThat(report.path("relations").path("inWeCom").asInt()).isEqualTo(2);
        assertThat(report.path("contactsAfter").asInt()).isEqualTo(1);
        assertThat(contact(shared).path("followUsers")).hasSize(2);
    }

    @Test
    void whatDiffersIsRepairedAndToldByKind() {
        people.consoleAddsTags("级别", List.of("金"));
        silently();
        Friendship remarked = people.memberAdds("zhang", "一");
        Friendship tagged = people.memberAdds("zhang", "二");
        Friendship gone = people.memberAdds("li", "三");
        sync("full");
        String tag =
                get("/corp-tags").json().path("items").path(0).path("tagId").asString();
        people.memberEditsRemark("zhang", remarked.externalUserId(), "同学");
        people.memberMarksTags("zhang", tagged.externalUserId(), List.of(tag), List.of());
        people.memberDeletes("li", gone.externalUserId());
        Friendship fresh = people.memberAdds("li", "四");

        JsonNode report = report(sync("full"));

        assertThat(report.path("differing").toString()).isEqualTo("{\"RELATION\":1,\"REMARK\":1,\"TAGS\":1}");
        assertThat(report.path("relations").path("unknown").asInt()).isEqualTo(1);
        assertThat(report.path("relations").path("unseen").asInt()).isEqualTo(1);
        assertThat(report.path("repaired").path("readAnew").asInt()).isEqualTo(1);
        assertThat(report.path("examples").path("UNSEEN").path(0).asString()).isEqualTo(gone.externalUserId());
        assertThat(report.path("examples").path("UNKNOWN").path(0).asString()).isEqualTo(fresh.externalUserId());
        assertThat(contact(remarked).at("/followUsers/0/remark").asString()).isEqualTo("同学");
        soon().untilAsserted(() -> assertThat(
                        contact(gone).at("/followUsers/0/ended/by").asString())
                .isEqualTo("UNSEEN"));
    }

    @Test
    void anIncrementalSyncReadsInDetailOnlyWhatIsNewOrGone() {
        corp.populate(2, 150);
        sync("full");
        silently();
        Friendship fresh = people.memberAdds("u00001", "新");
        Friendship departed = people.memberAdds("zhang", "旧");
        sync("incremental");
        soon().untilAsserted(
                        () -> assertThat(contact(departed).path("followUsers")).hasSize(1));
        int pages = calls("externalcontact/batch/get_by_user").size();
        int details = calls("externalcontact/get").size();
        people.memberDeletes("zhang", departed.externalUserId());

        JsonNode report = report(sync("incremental"));

        assertThat(report.path("relations").path("inWeCom").asInt()).isEqualTo(301);
        assertThat(report.path("relations").path("unseen").asInt()).isEqualTo(1);
        assertThat(report.path("relations").path("read").asInt()).isZero();
        soon().untilAsserted(() -> assertThat(
                        contact(departed).at("/followUsers/0/ended/by").asString())
                .isEqualTo("UNSEEN"));
        assertThat(calls("externalcontact/batch/get_by_user")).hasSize(pages);
        assertThat(calls("externalcontact/get")).hasSize(details + 1);
        assertThat(contact(fresh).path("followUsers")).hasSize(1);
    }

    @Test
    void manyNewContactsOfAMemberAreReadByPages() {
        corp.populate(1, 230);

        JsonNode report = report(sync("incremental"));

        assertThat(report.path("relations").path("read").asInt()).isEqualTo(230);
        assertThat(calls("externalcontact/batch/get_by_user")).hasSize(3);
        assertThat(calls("externalcontact/get")).isEmpty();
    }

    @Test
    void unlicensedMembersAreToldAndTheOthersGoOn() {
        corp.populate(20, 5);
        corp.licensed("u00002", false);
        corp.licensed("u00007", false);

        Answer job = get("/jobs/" + sync("full"));

        assertThat(job.json().path("total").asInt()).isEqualTo(22);
        assertThat(job.json().path("failed").asInt()).isEqualTo(2);
        assertThat(job.json().path("done").asInt()).isEqualTo(20);
        JsonNode report = report(job.json().path("id").asString());
        assertThat(report.path("failures"))
                .hasSize(2)
                .allSatisfy(
                        failure -> assertThat(failure.path("reason").asString()).isEqualTo("UNLICENSED"));
        assertThat(report.path("contactsAfter").asInt()).isEqualTo(90);
    }

    @Test
    void aMemberWhoseListIsRefusedIsToldAndTheOthersGoOn() {
        corp.populate(3, 20);
        WECOM.faults()
                .add(Fault.errcode(40096)
                        .on("externalcontact/list")
                        .of(corpId())
                        .times(1));

        Answer job = get("/jobs/" + sync("full"));

        assertThat(job.json().path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(job.json().path("failed").asInt()).isEqualTo(1);
        assertThat(job.json().path("done").asInt()).isEqualTo(4);
        assertThat(report(job.json().path("id").asString())
                        .at("/failures/0/reason")
                        .asString())
                .isEqualTo("errcode 40096");
    }

    @Test
    void aRefusedLotGoesOnMemberByMember() {
        corp.populate(20, 5);
        WECOM.faults()
                .add(Fault.errcode(84061)
                        .on("externalcontact/batch/get_by_user")
                        .of(corpId())
                        .times(1));

        JsonNode report = report(sync("full"));

        assertThat(report.path("failures")).isEmpty();
        assertThat(report.path("contactsAfter").asInt()).isEqualTo(100);
    }

    @Test
    void whatAMemberWhoLeftHadIsReadAnew() {
        silently();
        Friendship left = people.memberAdds("li", "留");
        sync("full");
        people.memberLeaves("li");

        JsonNode report = report(sync("incremental"));

        assertThat(report.path("relations").path("unseen").asInt()).isEqualTo(1);
        soon().untilAsserted(() -> assertThat(
                        contact(left).at("/followUsers/0/ended/by").asString())
                .isEqualTo("UNSEEN"));
    }

    @Test
    void whatOnlyWeKnowOutlivesASync() {
        silently();
        Friendship added = people.memberAdds("zhang", "一");
        sync("full");
        String id = added.externalUserId();
        jdbc.update(
                "INSERT INTO personal_tag (corp_id, external_userid, userid, origin, tag_name)"
                        + " VALUES (?, ?, 'zhang', 'SCRM', '我的')",
                corpId(),
                id);
        jdbc.update(
                "INSERT INTO tag_assignment (corp_id, external_userid, userid, change_kind, tag_id, source, actor,"
                        + " state, requested_at) VALUES (?, ?, 'zhang', 'ADD', 'et1', 'RULE:1:1', 'x', 'APPLIED',"
                        + " '2026-11-22')",
                corpId(),
                id);
        jdbc.update(
                "INSERT INTO behaviour (corp_id, external_userid, behaviour_key, kind, happened_at)"
                        + " VALUES (?, ?, 'k', 'PURCHASED', '2026-11-22')",
                corpId(),
                id);
        jdbc.update(
                "INSERT INTO contact_growth (corp_id, external_userid, level, levelled_at)"
                        + " VALUES (?, ?, 'A', '2026-11-22')",
                corpId(),
                id);
        people.memberMarksPersonalTag("zhang", id, "球友");
        people.memberEditsRemark("zhang", id, "改");

        sync("full");

        assertThat(contact(added).at("/followUsers/0/personalTags").toString()).contains("我的");
        assertThat(contact(added).at("/followUsers/0/remark").asString()).isEqualTo("改");
        assertThat(count("tag_assignment")).isEqualTo(1);
        assertThat(count("behaviour")).isEqualTo(1);
        assertThat(count("contact_growth")).isEqualTo(1);
    }

    /** The place of each lot is kept page by page: pages that were stored are not read again. */
    @Test
    void aSyncGoesOnWhereWeComStoppedIt() {
        corp.populate(1, 650);
        WECOM.faults()
                .add(Fault.errcode(-1)
                        .on("externalcontact/batch/get_by_user")
                        .of(corpId())
                        .withProbability(0.5, 7)
                        .times(3));

        JsonNode report = report(sync("full"));

        assertThat(report.path("contactsAfter").asInt()).isEqualTo(650);
        assertThat(calls("externalcontact/batch/get_by_user"))
                .filteredOn(ApiCall::executed)
                .hasSize(7);
        assertThat(calls("externalcontact/batch/get_by_user")).hasSize(10);
    }

    @Test
    void everyTurnBeginsOneSync() {
        corp.populate(1, 3);
        Corp own = corps.find(new CorpId(corpId())).orElseThrow();
        schedule.askForTurn(own);
        schedule.askForTurn(own);

        soon().untilAsserted(() -> {
            List<JsonNode> reports = all("/external-contacts/sync-reports");
            assertThat(reports).hasSize(1);
            assertThat(reports.getFirst().path("endedAt").asString("")).isNotEmpty();
        });
        assertThat(get("/external-contacts?count=exact&limit=1")
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void aModeThatIsNoneIsRefused() {
        Answer answer = post("/jobs", Map.of("kind", "external-contact-sync", "mode", "half"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo("mode");
    }

    private void silently() {
        corp.callbackMode(CallbackMode.dropping(1, 6));
    }

    private String sync(String mode) {
        Answer started = post("/jobs", Map.of("kind", "external-contact-sync", "mode", mode));
        assertThat(started.status()).isEqualTo(202);
        String job = started.json().path("id").asString();
        soon().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(
                                get("/jobs/" + job).json().path("state").asString())
                        .isEqualTo("SUCCEEDED"));
        return job;
    }

    private JsonNode report(String job) {
        Answer answer = get("/external-contacts/sync-reports/" + job);
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        return answer.json();
    }

    private JsonNode contact(Friendship friendship) {
        return get("/external-contacts/" + friendship.externalUserId()).json();
    }

    private long count(String table) {
        return client.sql("SELECT COUNT(*) FROM " + table + " WHERE corp_id = ?")
                .param(corpId())
                .query(Long.class)
                .single();
    }

    private List<Map<String, Object>> rows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        TABLES.forEach(table -> rows.addAll(client.sql("SELECT * FROM " + table + " WHERE corp_id = ?")
                .param(corpId())
                .query()
                .listOfRows()));
        // The index numbers contacts when it meets them, whatever a sync does.
        rows.forEach(row -> row.remove("ordinal"));
        return rows;
    }
}
