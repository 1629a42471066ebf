package scrm.tag.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.harness.Answer;
import scrm.messaging.testing.QueryPlans;
import scrm.simulator.server.Fault;
import scrm.tag.TagServiceIT;

class BulkIT extends TagServiceIT {
    private static final String MARK = "externalcontact/mark_tag";
    private static final String BULK = "/external-contacts/tags/bulk";

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Autowired
    private BulkData data;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void tagsAreSetAndTakenAwayForManyByAsFewCallsAsThereAreRelationsThatChange() {
        List<String> tags = tags("A", "B");
        List<String> contacts = friends(8);
        String id = done(bulk(contacts, List.of(tags.get(0)), List.of()));
        assertThat(calls(MARK)).hasSize(8);

        List<String> wanted = new ArrayList<>(contacts);
        wanted.add("wmNobody");
        String second = done(bulk(wanted, List.of(tags.get(1)), List.of(tags.get(0))));
        assertThat(calls(MARK)).hasSize(16);
        contacts.forEach(contact -> {
            assertThat(held(contact)).containsExactly(tags.get(1));
            assertThat(assignments(contact).getFirst().path("source").asString())
                    .isEqualTo("IMPORT:" + second);
            assertThat(assignments(contact).getFirst().path("actor").asString()).isEqualTo("somebody");
        });
        JsonNode progress = get(BULK + "/" + second).json();
        assertThat(progress.at("/bulk/calls").asInt()).isEqualTo(8);
        assertThat(progress.at("/bulk/changes").asInt()).isEqualTo(16);
        assertThat(progress.at("/changesByState/CHANGED").asInt()).isEqualTo(16);
        assertThat(progress.at("/items/NOT_FOUND").asInt()).isEqualTo(1);
        assertThat(progress.at("/job/failed").asInt()).isEqualTo(1);
        assertThat(progress.at("/job/done").asInt()).isEqualTo(8);
        assertThat(all(BULK + "/" + second + "/items?state=NOT_FOUND"))
                .singleElement()
                .satisfies(item ->
                        assertThat(item.path("externalUserId").asString()).isEqualTo("wmNobody"));
        assertThat(all(BULK + "/" + second + "/changes?state=CHANGED")).hasSize(16);

        String third = done(bulk(contacts, List.of(tags.get(1)), List.of(tags.get(0))));
        assertThat(calls(MARK)).as("what is so already is not called").hasSize(16);
        assertThat(get(BULK + "/" + third).json().at("/items/UNCHANGED").asInt())
                .isEqualTo(8);
        assertThat(all(BULK)).extracting(one -> one.path("id").asString()).containsExactly(third, second, id);
    }

    @Test
    void aDryRunTellsWhatWouldChangeAndChangesNothing() {
        List<String> tags = tags("A");
        List<String> contacts = friends(5);
        done(bulk(contacts.subList(0, 2), tags, List.of()));
        int calls = calls(MARK).size();

        String id = done(post(BULK + "?dryRun=true", wanted(contacts, tags, List.of())));
        JsonNode progress = get(BULK + "/" + id).json();
        assertThat(progress.at("/bulk/dryRun").asBoolean()).isTrue();
        assertThat(progress.at("/bulk/calls").asInt()).isEqualTo(3);
        assertThat(progress.at("/bulk/unchanged").asInt()).isEqualTo(2);
        assertThat(progress.at("/bulk/relations").asInt()).isEqualTo(5);
        assertThat(progress.path("secondsLeft").isIntegralNumber()).isTrue();
        assertThat(all(BULK + "/" + id + "/changes?state=PLANNED")).hasSize(3);
        assertThat(calls(MARK)).hasSize(calls);
        assertThat(held(contacts.getLast())).isEmpty();
        assertThat(post(BULK + "/" + id + "/undo", Map.of())
                        .json()
                        .path("reason")
                        .asString())
                .isEqualTo("bulk_was_dry_run");
    }

    @Test
    void whatOneChangedIsTakenBackAsFarAsNobodyHasDecidedOnItSince() {
        List<String> tags = tags("A", "B");
        List<String> contacts = friends(5);
        add(contacts.get(0), tags.get(0));
        held(contacts.get(0), 1);
        String id = done(bulk(contacts, List.of(tags.get(0)), List.of()));
        add(contacts.get(1), tags.get(0));
        assertThat(delete("/external-contacts/" + contacts.get(2) + "/tags?tagId=" + tags.get(0))
                        .status())
                .isEqualTo(202);
        people.memberMarksTags("zhang", contacts.get(3), List.of(), List.of(tags.get(0)));
        held(contacts.get(2), 0);
        held(contacts.get(3), 0);
        int calls = calls(MARK).size();

        String undo = done(post(BULK + "/" + id + "/undo", Map.of()));
        assertThat(held(contacts.get(0))).as("had it before").hasSize(1);
        assertThat(held(contacts.get(1))).as("a person set it since").hasSize(1);
        assertThat(held(contacts.get(2))).isEmpty();
        assertThat(held(contacts.get(3))).isEmpty();
        assertThat(held(contacts.get(4))).as("taken back").isEmpty();
        assertThat(calls(MARK)).hasSize(calls + 1);
        assertThat(all(BULK + "/" + undo + "/changes?state=KEPT")).hasSize(3);
        assertThat(get(BULK + "/" + undo).json().at("/items/KEPT").asInt()).isEqualTo(3);
        assertThat(get(BULK + "/" + undo).json().at("/bulk/undoOf").asString()).isEqualTo(id);
        assertThat(get(BULK + "/" + id).json().path("undoneBy").asString()).isEqualTo(undo);
        assertThat(post(BULK + "/" + id + "/undo", Map.of())
                        .json()
                        .path("reason")
                        .asString())
                .isEqualTo("bulk_taken_back");
    }

    @Test
    void oneThatWasStoppedAndTakenBackChangesNothingMoreWhenItIsResumed() {
        List<String> contacts = followedBy(300, "zhang");
        WECOM.faults().add(Fault.errcode(45009).on(MARK).of(corpId()));
        Answer started = bulk(contacts, tags("A"), List.of());
        String id = started.json().path("id").asString();
        String job = "/jobs/" + started.json().path("jobId").asString();
        soon().untilAsserted(() -> assertThat(asked(id)).isEqualTo(200));
        assertThat(post(job + "/cancel", Map.of()).status()).isEqualTo(200);
        jdbc.update("UPDATE bulk_change SET state = 'CHANGED' WHERE bulk_id = ? AND state = 'ASKED'", Long.valueOf(id));
        done(post(BULK + "/" + id + "/undo", Map.of()));

        assertThat(post(job + "/resume", Map.of()).status()).isEqualTo(202);
        soon().untilAsserted(() ->
                assertThat(get(job).json().path("state").asString()).isEqualTo("SUCCEEDED"));
        JsonNode progress = get(BULK + "/" + id).json();
        assertThat(progress.at("/changesByState/CHANGED").asInt()).isEqualTo(200);
        assertThat(progress.at("/changesByState")).hasSize(1);
        assertThat(progress.at("/job/errors").toString()).contains("bulk_taken_back");
    }

    @Test
    void aRefusalIsToldForEachTagWithItsErrcode() {
        List<String> tags = tags("A");
        List<String> contacts = friends(2);
        WECOM.faults().add(Fault.errcode(40144).on(MARK).of(corpId()).times(1));

        String id = done(bulk(contacts, tags, List.of()));
        assertThat(all(BULK + "/" + id + "/changes"))
                .singleElement()
                .satisfies(change ->
                        assertThat(change.at("/wecom/errcode").asInt()).isEqualTo(40144));
        assertThat(all(BULK + "/" + id + "/changes?state=CHANGED")).hasSize(1);
    }

    @Test
    void aRowOfAFileThatMakesNoSenseStopsNoOther() {
        List<String> tags = tags("A", "B");
        people.consoleAddsTags("另一组", List.of("B"));
        soon().untilAsserted(() -> assertThat(all("/corp-tags")).hasSize(3));
        List<String> contacts = friends(4);
        String file = "\uFEFFexternal_userid,userid,add,remove\r\n"
                + contacts.get(0) + ",,A;等级/B,\r\n"
                + contacts.get(1) + ",zhang," + tags.get(0) + ",\r\n"
                + contacts.get(2) + ",,=cmd(),\r\n"
                + contacts.get(2) + ",,没有,\r\n"
                + contacts.get(2) + ",,B,\r\n"
                + contacts.get(2) + ",,,\r\n"
                + contacts.get(0) + ",,A,\r\n"
                + contacts.get(2) + ",li,A,\r\n"
                + "\r\n"
                + contacts.get(3) + ",,A,A\r\n"
                + contacts.get(3) + ",,\"A\",,,x\r\n";

        String id = done(upload(BULK + "/import", file));
        assertThat(held(contacts.get(0))).containsExactlyInAnyOrderElementsOf(tags);
        assertThat(held(contacts.get(1))).containsExactly(tags.get(0));
        assertThat(held(contacts.get(2))).isEmpty();
        assertThat(held(contacts.get(3))).isEmpty();
        assertThat(all(BULK + "/" + id + "/items?state=UNREADABLE"))
                .extracting(item -> item.path("n").asInt() + " "
                        + item.path("field").asString() + " "
                        + item.path("code").asString())
                .containsExactly(
                        "4 rows[4].add formula",
                        "5 rows[5].add not_found",
                        "6 rows[6].add tag_ambiguous",
                        "7 rows[7].add required",
                        "8 external_userid duplicate",
                        "11 rows[11].remove tag_in_both",
                        "12 rows[12] too_many_cells");
        assertThat(all(BULK + "/" + id + "/items?state=NOT_FOUND")).hasSize(1);
        assertThat(upload(BULK + "/import", "contact,add\r\nwm1,A\r\n").status())
                .isEqualTo(400);
    }

    @Test
    void whatCannotBeIsRefusedAndChangesNothing() {
        List<String> tags = tags("A", "B");
        assertThat(errors(bulk(List.of(), List.of(), List.of())))
                .containsExactly("externalUserIds too_few", "add too_few");
        assertThat(errors(bulk(List.of("wm1"), List.of("etNone", tags.get(0)), List.of(tags.get(0)))))
                .containsExactly("add[0] not_found", "remove[0] tag_in_both");
        Map<String, Object> wanted = new HashMap<>(Map.of("segmentId", "1", "add", tags));
        assertThat(errors(post(BULK, wanted))).singleElement().asString().startsWith("segmentId ");
        wanted.put("externalUserIds", List.of("wm1"));
        wanted.put("expiresAt", "2020-01-01T00:00:00Z");
        assertThat(errors(post(BULK, wanted))).containsExactly("segmentId contacts_or_segment", "expiresAt past");
        wanted.put("expiresAt", "+12026-01-01T00:00:00Z");
        assertThat(errors(post(BULK, wanted)))
                .containsExactly("segmentId contacts_or_segment", "expiresAt out_of_range");
        wanted.remove("segmentId");
        wanted.remove("expiresAt");
        wanted.put(
                "externalUserIds",
                IntStream.rangeClosed(0, 10_000).mapToObj(n -> "wm" + n).toList());
        assertThat(errors(post(BULK, wanted))).containsExactly("externalUserIds too_many");
        assertThat(all(BULK)).isEmpty();
    }

    /**
     * However many there are, no more are asked for than WeCom is told of in a few seconds: nobody waits behind them.
     */
    @Test
    void itKeepsOnlyALittleAheadOfWeComAndCanBeStoppedAndResumed() {
        List<String> tags = tags("A");
        List<String> contacts = followedBy(500, "zhang");
        WECOM.faults().add(Fault.errcode(45009).on(MARK).of(corpId()));

        Answer started = bulk(contacts, tags, List.of());
        String id = started.json().path("id").asString();
        String job = "/jobs/" + started.json().path("jobId").asString();
        soon().untilAsserted(() -> assertThat(asked(id)).isEqualTo(200));
        assertThat(get(job).json().path("done").asInt()).isEqualTo(200);
        assertThat(jdbc.queryForObject(
                        "SELECT COUNT(*) FROM work WHERE kind = 'mark-tag' AND corp_id = ?", Integer.class, corpId()))
                .isEqualTo(200);

        assertThat(post(job + "/cancel", Map.of()).status()).isEqualTo(200);
        assertThat(post(BULK + "/" + id + "/undo", Map.of())
                        .json()
                        .path("reason")
                        .asString())
                .isEqualTo("bulk_not_over");
        jdbc.update("UPDATE bulk_change SET state = 'CHANGED' WHERE bulk_id = ? AND state = 'ASKED'", Long.valueOf(id));
        assertThat(asked(id)).isZero();
        assertThat(post(job + "/resume", Map.of()).status()).isEqualTo(202);
        soon().untilAsserted(
                        () -> assertThat(get(job).json().path("done").asInt()).isEqualTo(400));
        assertThat(post(job + "/cancel", Map.of()).status()).isEqualTo(200);
    }

    /** A contact counts as many times as members follow it; only the last one may go beyond. */
    @Test
    void itKeepsAsLittleAheadOfWeComWhereContactsHaveManyFollowers() {
        List<String> tags = tags("A");
        List<String> contacts = followedBy(100, "zhang", "li", "wang");
        WECOM.faults().add(Fault.errcode(45009).on(MARK).of(corpId()));

        Answer started = bulk(contacts, tags, List.of());
        String id = started.json().path("id").asString();
        String job = "/jobs/" + started.json().path("jobId").asString();
        soon().untilAsserted(() -> assertThat(asked(id)).isEqualTo(201));
        assertThat(get(job).json().path("done").asInt()).isEqualTo(67);
        assertThat(post(job + "/cancel", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void tagsThatAreSetInBulkEndToo() {
        List<String> tags = tags("A");
        List<String> contacts = friends(2);
        Map<String, Object> wanted = wanted(contacts, tags, List.of());
        wanted.put("expiresAt", WECOM.clock().instant().plusSeconds(86_400).toString());
        done(post(BULK, wanted));
        held(contacts.get(0), 1);

        WECOM.clock().advance(Duration.ofDays(1));
        contacts.forEach(contact -> held(contact, 0));
    }

    @Test
    void inAnExclusiveGroupWhatWasDisplacedComesBackWithTheUndo() {
        JsonNode group = post(
                        "/tag-groups",
                        Map.of("groupName", "级别", "tags", List.of(Map.of("name", "S"), Map.of("name", "A"))))
                .json();
        String s = group.at("/tags/0/tagId").asString();
        String a = group.at("/tags/1/tagId").asString();
        put(
                "/tag-groups/" + group.path("groupId").asString(),
                "*",
                Map.of("groupName", "级别", "order", 0, "exclusive", true));
        List<String> contacts = friends(1);
        add(contacts.getFirst(), s);
        held(contacts.getFirst(), 1);

        String id = done(bulk(contacts, List.of(a), List.of()));
        assertThat(held(contacts.getFirst())).containsExactly(a);
        done(post(BULK + "/" + id + "/undo", Map.of()));
        assertThat(held(contacts.getFirst())).containsExactly(s);
        assertThat(errors(bulk(contacts, List.of(a, s), List.of()))).containsExactly("add[1] exclusive_group");
    }

    @Test
    void whatItKnowsOfAContactIsShownAndErasedOnRequest() {
        List<String> contacts = friends(2);
        done(bulk(contacts, tags("A"), List.of()));
        CorpId corp = new CorpId(corpId());
        ExternalUserId contact = new ExternalUserId(contacts.getFirst());
        assertThat(data.export(corp, contact)).hasSize(1);

        transaction.executeWithoutResult(_ -> data.erase(corp, contact));
        assertThat(data.export(corp, contact)).isEmpty();
        assertThat(data.export(corp, new ExternalUserId(contacts.getLast()))).hasSize(1);
    }

    @Test
    void itemsAndChangesAreFoundByTheirBulkTagging() {
        QueryPlans.fill(
                jdbc,
                "bulk_item",
                "bulk_id, n, corp_id, external_userid, state",
                "-1 - n % 10, n, 'wwplan', CONCAT('wm', n), 'READY'");
        QueryPlans.fill(
                jdbc,
                "bulk_change",
                "corp_id, external_userid, userid, tag_id, bulk_id, change_kind, state",
                "'wwplan', CONCAT('wm', n), 'zhang', 't', -1 - n % 10, 'ADD', IF(n % 100 = 3, 'ASKED', 'CHANGED')");
        jdbc.update("INSERT INTO bulk_tagging (id, corp_id, actor, dry_run, created_at) VALUES (-4, 'wwplan', 'a',"
                + " FALSE, '2026-01-01')");

        assertThat(QueryPlans.keys(
                        client,
                        JdbcBulks.ITEMS_OF_ANY_STATE,
                        Map.of("corpId", "wwplan", "id", -4, "after", 500, "limit", 500)))
                .containsExactly("PRIMARY");
        assertThat(QueryPlans.keys(
                        client,
                        JdbcBulks.ITEMS_OF_STATE,
                        Map.of("corpId", "wwplan", "id", -4, "after", 500, "state", "READY", "limit", 500)))
                .containsExactly("bulk_item_by_state");
        assertThat(QueryPlans.keys(
                        client,
                        JdbcBulkChanges.CHANGES,
                        Map.of(
                                "corpId",
                                "wwplan",
                                "id",
                                -4,
                                "state",
                                "ASKED",
                                "externalUserId",
                                "wm5",
                                "userId",
                                "zhang",
                                "tagId",
                                "t",
                                "limit",
                                50)))
                .containsExactly("bulk_change_list");
        assertThat(QueryPlans.keys(client, JdbcBulkChanges.ASKED, Map.of("corpId", "wwplan")))
                .containsExactly("bulk_tagging_open", "bulk_change_list");
    }

    private List<String> tags(String... names) {
        List<String> tagIds = people.consoleAddsTags("等级", List.of(names)).tagIds();
        soon().untilAsserted(() -> assertThat(all("/corp-tags")).hasSizeGreaterThanOrEqualTo(names.length));
        return tagIds;
    }

    private List<String> friends(int count) {
        List<String> contacts = IntStream.range(0, count)
                .mapToObj(n -> people.memberAdds("zhang", "客" + n).externalUserId())
                .toList();
        contacts.forEach(contact -> soon().untilAsserted(() -> assertThat(get("/external-contacts/" + contact)
                        .json()
                        .at("/followUsers/0/addedAt")
                        .asString(""))
                .isNotEmpty()));
        return contacts;
    }

    /** Contacts of whom WeCom knows nothing, each followed by all of these members. */
    private List<String> followedBy(int count, String... userIds) {
        List<String> contacts =
                IntStream.range(0, count).mapToObj(n -> "wmLead" + n).toList();
        jdbc.batchUpdate(
                "INSERT INTO follow_user (corp_id, external_userid, userid, added_at) VALUES (?, ?, ?, '2026-01-01')",
                contacts.stream()
                        .flatMap(contact -> Stream.of(userIds).map(userId -> new Object[] {corpId(), contact, userId}))
                        .toList());
        return contacts;
    }

    private Answer bulk(List<String> contacts, List<String> add, List<String> remove) {
        return post(BULK, wanted(contacts, add, remove));
    }

    private static Map<String, Object> wanted(List<String> contacts, List<String> add, List<String> remove) {
        return new HashMap<>(Map.of("externalUserIds", contacts, "add", add, "remove", remove));
    }

    private Answer upload(String path, String file) {
        String between = "----" + UUID.randomUUID();
        return send(request(path)
                .setHeader("Content-Type", "multipart/form-data; boundary=" + between)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString("--" + between
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"tags.csv\"\r\n"
                        + "Content-Type: text/csv\r\n\r\n" + file + "\r\n--" + between + "--\r\n")));
    }

    /** Waits until all that was asked for is settled; returns the id. */
    private String done(Answer started) {
        assertThat(started.status()).as(started.http().body()).isEqualTo(202);
        String id = started.json().path("id").asString();
        soon().untilAsserted(() -> {
            JsonNode progress = get(BULK + "/" + id).json();
            assertThat(progress.at("/job/state").asString()).isEqualTo("SUCCEEDED");
            assertThat(progress.at("/bulk/finishedAt").asString("")).isNotEmpty();
        });
        return id;
    }

    private int asked(String id) {
        return get(BULK + "/" + id).json().at("/changesByState/ASKED").asInt(0);
    }

    private void add(String contact, String tagId) {
        assertThat(post("/external-contacts/" + contact + "/tags", Map.of("tagIds", List.of(tagId)))
                        .status())
                .isEqualTo(202);
    }

    private List<String> held(String contact) {
        List<String> held = new ArrayList<>();
        get("/external-contacts/" + contact)
                .json()
                .at("/followUsers/0/tags")
                .forEach(tag -> held.add(tag.path("tagId").asString()));
        return held;
    }

    private void held(String contact, int tags) {
        soon().untilAsserted(() -> assertThat(held(contact)).hasSize(tags));
    }

    private List<JsonNode> assignments(String contact) {
        return all("/external-contacts/" + contact + "/tags");
    }

    private static List<String> errors(Answer answer) {
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(400);
        return answer.json()
                .path("errors")
                .valueStream()
                .map(error -> error.path("field").asString() + " "
                        + error.path("code").asString())
                .toList();
    }
}
