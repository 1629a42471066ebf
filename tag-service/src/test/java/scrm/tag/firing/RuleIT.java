package scrm.tag.firing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

import scrm.events.AttributionEvent.ContactAttributed;
import scrm.events.AttributionEvent.SourceTag;
import scrm.events.ConversionEvent.OrderPlaced;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalContactEvent.ExternalContactAdded;
import scrm.events.ExternalUserId;
import scrm.events.State;
import scrm.events.UserId;
import scrm.harness.Answer;
import scrm.messaging.JdbcTime;
import scrm.simulator.Friendship;
import scrm.tag.TagServiceIT;

class RuleIT extends TagServiceIT {
    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private JdbcFirings firings;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void aPurchaseTagsTheContactUntilItExpiresAndTheReportCountsIt() {
        String tagId = tags("A").getFirst();
        Friendship added = friend();
        String rule = create(
                "大客户",
                event("PURCHASED", "amountAtLeast", 10_000, "currency", "CNY"),
                adds(tagId, "expireAfterDays", 30));
        publish(order(added, "small", 9_999));
        publish(order(added, "large", 10_000));
        publish(order(added, "large", 10_000));

        soon().untilAsserted(() -> assertThat(tagsOf(added)).containsExactly(tagId));
        assertThat(assignments(added))
                .singleElement()
                .satisfies(assignment ->
                        assertThat(assignment.path("source").asString()).isEqualTo("RULE:" + rule + ":1"));
        Instant expiresAt = jdbc.sql("SELECT expires_at FROM tag_assignment WHERE corp_id = ?")
                .param(corpId())
                .query((row, _) -> JdbcTime.get(row, "expires_at"))
                .single();
        assertThat(expiresAt).isBetween(now().plus(Duration.ofDays(29)), now().plus(Duration.ofDays(31)));
        JsonNode report = get("/tagging-rules/" + rule + "/firings").json();
        assertThat(report.at("/versions/0/firings").asInt()).isEqualTo(1);
        assertThat(report.at("/rows/0/firings").asInt()).isEqualTo(1);
        assertThat(send(request("/tagging-rules/" + rule + "/firings")
                                .header("Accept", "text/csv")
                                .GET())
                        .http()
                        .body())
                .contains("version,day,firings");

        ExternalUserId contact = new ExternalUserId(added.externalUserId());
        assertThat(firings.export(new CorpId(corpId()), contact).toString()).contains(rule);
        transaction.executeWithoutResult(_ -> firings.erase(new CorpId(corpId()), contact));
        assertThat(firings.export(new CorpId(corpId()), contact).toString()).isEqualTo("[]");
    }

    @Test
    void anEditOfWhatARuleAsksForIsItsNextVersion() {
        List<String> tagIds = tags("A", "B");
        String rule = create("规则", event("CUSTOM"), adds(tagIds.getFirst()));
        String etag = etag(rule);
        Answer renamed = put("/tagging-rules/" + rule, etag, rule("改名", event("CUSTOM"), adds(tagIds.getFirst())));
        assertThat(renamed.json().path("version").asInt()).isEqualTo(1);
        assertThat(put("/tagging-rules/" + rule, etag, rule("旧", event("CUSTOM"), adds(tagIds.getFirst())))
                        .status())
                .isEqualTo(412);
        Answer edited = put("/tagging-rules/" + rule, etag(rule), rule("改名", event("CUSTOM"), adds(tagIds.get(1))));
        assertThat(edited.json().path("version").asInt()).isEqualTo(2);
        assertThat(all("/tagging-rules/" + rule + "/versions"))
                .extracting(version -> version.at("/then/addTagIds/0").asString())
                .containsExactly(tagIds.get(1), tagIds.get(0));
        assertThat(edited.json().path("when").toString()).isEqualTo("{\"event\":{\"kind\":\"CUSTOM\"}}");

        Friendship added = friend();
        assertThat(post("/tagging-rules/" + rule + "/disable", Map.of())
                        .json()
                        .path("enabled")
                        .asBoolean(true))
                .isFalse();
        String other = create("另一条", event("CUSTOM"), adds(tagIds.get(0)));
        tell(added, "CUSTOM", "1");
        soon().untilAsserted(() -> assertThat(tagsOf(added)).containsExactly(tagIds.get(0)));
        post("/tagging-rules/" + rule + "/enable", Map.of());
        tell(added, "CUSTOM", "2");
        soon().untilAsserted(() -> assertThat(tagsOf(added)).containsExactlyInAnyOrderElementsOf(tagIds));
        assertThat(sources(added)).filteredOn(("RULE:" + rule + ":2")::equals).hasSize(1);
        assertThat(delete("/tagging-rules/" + other, etag(other)).status()).isEqualTo(204);

        assertThat(delete("/tagging-rules/" + rule, etag(rule)).status()).isEqualTo(204);
        assertThat(get("/tagging-rules/" + rule).status()).isEqualTo(404);
        assertThat(all("/tagging-rules")).isEmpty();
    }

    @Test
    void rulesFollowOneAnotherButALoopIsRefused() {
        List<String> tagIds = tags("A", "B", "C");
        create("一", event("CUSTOM"), adds(tagIds.get(0)));
        create("二", tag(tagIds.get(0)), adds(tagIds.get(1)));
        String last = create("三", tag(tagIds.get(1)), adds(tagIds.get(2)));

        Answer loop = post("/tagging-rules", rule("四", tag(tagIds.get(2)), adds(tagIds.get(0))));
        assertThat(loop.status()).isEqualTo(400);
        assertThat(loop.json().at("/errors/0/field").asString()).isEqualTo("then");
        assertThat(loop.json().at("/errors/0/code").asString()).isEqualTo("rule_loop");
        assertThat(loop.json().at("/errors/0").toString()).contains("四 → 二", "三 (" + last + ") → 四");
        assertThat(refused(rule("五", tag(tagIds.get(0)), adds(tagIds.get(0))))).isEqualTo("then rule_loop");
        assertThat(all("/tagging-rules")).hasSize(3);
        // A disabled rule may wait for the other to change.
        Map<String, Object> disabled = new HashMap<>(rule("四", tag(tagIds.get(2)), adds(tagIds.get(0))));
        disabled.put("enabled", false);
        String waiting = post("/tagging-rules", disabled).json().path("id").asString();
        assertThat(post("/tagging-rules/" + waiting + "/enable", Map.of()).status())
                .isEqualTo(400);

        Friendship added = friend();
        tell(added, "CUSTOM", "1");
        soon().untilAsserted(() -> assertThat(tagsOf(added)).containsExactlyInAnyOrderElementsOf(tagIds));
        assertThat(jdbc.sql("SELECT depth FROM rule_firing WHERE corp_id = ? ORDER BY depth")
                        .param(corpId())
                        .query(Integer.class)
                        .list())
                .containsExactly(1, 2, 3);
    }

    @Test
    void whatIsNotThereIsNamedByItsPath() {
        String tagId = tags("A").getFirst();
        Map<String, Object> when = Map.of("all", List.of(event("ADDED"), tag("etgone")));
        assertThat(refused(rule("一", when, adds(tagId)))).isEqualTo("when.all[1].tag.tagId not_found");
        assertThat(refused(rule("一", event("ADDED"), adds("etgone")))).isEqualTo("then.addTagIds[0] not_found");
        assertThat(refused(rule("一", event("ADDED"), Map.of()))).isEqualTo("then.addTagIds too_few");
        assertThat(refused(
                        rule("一", event("ADDED"), Map.of("addTagIds", List.of(tagId), "removeTagIds", List.of(tagId)))))
                .isEqualTo("then.removeTagIds[0] duplicate");
        assertThat(all("/tagging-rules")).isEmpty();
    }

    @Test
    void theTagOfTheSourceComesBeforeThatOfARuleWhoeverIsHeardFirst() {
        String tagId = tags("A").getFirst();
        create("欢迎", event("ADDED", "subject", "s1"), adds(tagId));
        Friendship first = friend();
        publish(added(first));
        soon().untilAsserted(() -> assertThat(waiting()).isEqualTo(1));
        tell(first, "CUSTOM", "1");
        assertThat(assignments(first)).isEmpty();
        publish(attributed(first));
        soon().untilAsserted(() -> assertThat(sources(first)).hasSize(2));

        Friendship second = friend();
        publish(attributed(second));
        soon().untilAsserted(() -> assertThat(sources(second)).hasSize(1));
        publish(added(second));
        soon().untilAsserted(() -> assertThat(sources(second)).hasSize(2));

        for (Friendship friendship : List.of(first, second)) {
            assertThat(sources(friendship).getLast()).isEqualTo("LIVE_CODE:lc1");
            assertThat(sources(friendship).getFirst()).startsWith("RULE:");
            soon().untilAsserted(() -> assertThat(tagsOf(friendship)).hasSize(2));
        }
    }

    @Test
    void aSourceThatNeverComesIsNotWaitedForForEver() {
        String tagId = tags("A").getFirst();
        create("欢迎", event("ADDED", "subject", "s1"), adds(tagId));
        Friendship added = friend();
        publish(added(added));
        soon().untilAsserted(() -> assertThat(waiting()).isEqualTo(1));
        assertThat(assignments(added)).isEmpty();

        WECOM.clock().advance(Duration.ofMinutes(2));
        soon().untilAsserted(() -> assertThat(tagsOf(added)).containsExactly(tagId));
    }

    @Test
    void whoIsIdleForLongEnoughIsTaggedOnceAndAgainOnlyAfterDoingSomething() {
        String tagId = tags("沉睡").getFirst();
        Friendship added = friend();
        String rule = create("沉睡", Map.of("idle", Map.of("days", 3)), adds(tagId));
        WECOM.clock().advance(Duration.ofDays(2));
        tell(added, "MESSAGE_SENT", "1");
        WECOM.clock().advance(Duration.ofDays(2));
        assertThat(assignments(added)).isEmpty();
        WECOM.clock().advance(Duration.ofDays(2));
        soon().untilAsserted(() -> assertThat(tagsOf(added)).containsExactly(tagId));
        WECOM.clock().advance(Duration.ofMinutes(5));

        tell(added, "MESSAGE_SENT", "2");
        WECOM.clock().advance(Duration.ofDays(4));
        soon().untilAsserted(() -> assertThat(get("/tagging-rules/" + rule + "/firings")
                        .json()
                        .at("/versions/0/firings")
                        .asInt())
                .isEqualTo(2));
    }

    @Test
    void ofTwoRulesThatDisagreeTheOneWithTheHigherPriorityHasTheLastWord() {
        String tagId = tags("A").getFirst();
        Map<String, Object> sets = new HashMap<>(rule("设", event("CUSTOM"), adds(tagId)));
        sets.put("priority", 10);
        assertThat(post("/tagging-rules", sets).status()).isEqualTo(201);
        create("去", event("CUSTOM"), Map.of("removeTagIds", List.of(tagId)));
        Friendship added = friend();
        tell(added, "CUSTOM", "1");
        soon().untilAsserted(() -> assertThat(tagsOf(added)).containsExactly(tagId));
    }

    @Test
    void aPreviewCountsWhomItWouldHaveTaggedAndWhatWorksAgainstIt() {
        List<String> tagIds = tags("A", "B");
        String other = create("去", event("CUSTOM"), Map.of("removeTagIds", List.of(tagIds.get(0))));
        List<Friendship> friends = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            friends.add(friend());
            tell(friends.get(i), "LINK_CLICKED", "1");
            tell(friends.get(i), "LINK_CLICKED", "2");
        }
        tell(friends.get(0), "LINK_CLICKED", "3");
        tell(friends.get(1), "LINK_CLICKED", "3");
        tell(friends.get(0), "CUSTOM", "4");
        soon().untilAsserted(() -> assertThat(get("/tagging-rules/" + other + "/firings")
                        .json()
                        .at("/versions/0/firings")
                        .asInt())
                .isEqualTo(1));

        Answer preview = post(
                "/tagging-rules/preview",
                Map.of(
                        "when",
                        Map.of("behaviour", Map.of("kind", "LINK_CLICKED", "days", 7, "countAtLeast", 3)),
                        "then",
                        adds(tagIds.get(0))));
        assertThat(preview.status()).isEqualTo(200);
        assertThat(preview.json().path("contacts").asInt()).isEqualTo(2);
        assertThat(preview.json().path("sample")).hasSize(2);
        assertThat(preview.json().at("/conflicts/0/reason").asString()).isEqualTo("RULE_REMOVES_TAG");
        assertThat(preview.json().at("/conflicts/0/ruleId").asString()).isEqualTo(other);
        assertThat(preview.json().at("/conflicts/0/contacts").asInt()).isEqualTo(1);
        assertThat(friends).allSatisfy(friend -> assertThat(tagsOf(friend)).isEmpty());
        assertThat(all("/tagging-rules")).hasSize(1);
    }

    @Test
    void rulesThatDisplaceOneAnothersTagsAreALoopToo() {
        List<String> tagIds = tags("A", "B");
        String group = all("/tag-groups").getFirst().path("groupId").asString();
        Map<String, Object> exclusive = Map.of("groupName", "规则", "order", 0, "exclusive", true);
        assertThat(put("/tag-groups/" + group, "*", exclusive).status()).isEqualTo(200);
        create("一", Map.of("none", List.of(tag(tagIds.get(0)))), adds(tagIds.get(0)));

        assertThat(refused(rule("二", tag(tagIds.get(0)), adds(tagIds.get(1))))).isEqualTo("then rule_loop");
    }

    private Friendship friend() {
        Friendship added = people.memberAdds("zhang", "李雷");
        soon().untilAsserted(() -> {
            assertThat(followUser(added).path("addedAt").asString("")).isNotEmpty();
            assertThat(all("/external-contacts/" + added.externalUserId() + "/behaviours"))
                    .isNotEmpty();
        });
        return added;
    }

    private List<String> tags(String... names) {
        List<String> tagIds = people.consoleAddsTags("规则", List.of(names)).tagIds();
        soon().untilAsserted(() -> assertThat(all("/corp-tags")).hasSize(names.length));
        return tagIds;
    }

    private static Map<String, Object> event(String kind, Object... more) {
        return Map.of("event", with(Map.of("kind", kind), more));
    }

    private static Map<String, Object> tag(String tagId) {
        return Map.of("tag", Map.of("tagId", tagId));
    }

    private static Map<String, Object> adds(String tagId, Object... more) {
        return with(Map.of("addTagIds", List.of(tagId)), more);
    }

    private static Map<String, Object> with(Map<String, Object> some, Object... more) {
        Map<String, Object> all = new HashMap<>(some);
        for (int i = 0; i < more.length; i += 2) {
            all.put((String) more[i], more[i + 1]);
        }
        return all;
    }

    private static Map<String, Object> rule(String name, Map<String, Object> when, Map<String, Object> then) {
        return Map.of("name", name, "when", when, "then", then);
    }

    private String create(String name, Map<String, Object> when, Map<String, Object> then) {
        Answer created = post("/tagging-rules", rule(name, when, then));
        assertThat(created.status()).as(created.http().body()).isEqualTo(201);
        return created.json().path("id").asString();
    }

    private String refused(Map<String, Object> rule) {
        Answer answer = post("/tagging-rules", rule);
        assertThat(answer.status()).isEqualTo(400);
        JsonNode error = answer.json().path("errors").path(0);
        return error.path("field").asString() + " " + error.path("code").asString();
    }

    private String etag(String rule) {
        return get("/tagging-rules/" + rule).header("ETag");
    }

    private void tell(Friendship friendship, String kind, String key) {
        Answer told = post(
                "/external-contacts/" + friendship.externalUserId() + "/behaviours",
                Map.of("kind", kind, "key", kind + key));
        assertThat(told.status()).as(told.http().body()).isEqualTo(201);
    }

    private OrderPlaced order(Friendship friendship, String orderId, long amount) {
        return new OrderPlaced(
                id("order" + orderId, friendship),
                new CorpId(corpId()),
                now(),
                new ExternalUserId(friendship.externalUserId()),
                orderId,
                "CNY",
                amount);
    }

    private ExternalContactAdded added(Friendship friendship) {
        return new ExternalContactAdded(
                id("added", friendship),
                new CorpId(corpId()),
                now(),
                new UserId("zhang"),
                new ExternalUserId(friendship.externalUserId()),
                new State("s1"),
                null);
    }

    private ContactAttributed attributed(Friendship friendship) {
        return new ContactAttributed(
                id("attributed", friendship),
                new CorpId(corpId()),
                now(),
                new UserId("zhang"),
                new ExternalUserId(friendship.externalUserId()),
                "a1",
                "lc1",
                "ch1",
                true,
                List.of(new SourceTag("渠道", "抖音")));
    }

    private EventId id(String what, Friendship friendship) {
        return EventId.derived(what, corpId(), friendship.externalUserId());
    }

    private static Instant now() {
        return WECOM.clock().instant();
    }

    private int waiting() {
        return jdbc.sql("SELECT COUNT(*) FROM work WHERE corp_id = ? AND kind = ? AND state <> 'DONE'")
                .params(corpId(), AwaitSource.KIND)
                .query(Integer.class)
                .single();
    }

    private JsonNode followUser(Friendship friendship) {
        return get("/external-contacts/" + friendship.externalUserId())
                .json()
                .path("followUsers")
                .path(0);
    }

    private List<String> tagsOf(Friendship friendship) {
        List<String> tagIds = new ArrayList<>();
        followUser(friendship)
                .path("tags")
                .forEach(tag -> tagIds.add(tag.path("tagId").asString()));
        return tagIds;
    }

    private List<JsonNode> assignments(Friendship friendship) {
        return all("/external-contacts/" + friendship.externalUserId() + "/tags");
    }

    private List<String> sources(Friendship friendship) {
        return assignments(friendship).stream()
                .map(assignment -> assignment.path("source").asString())
                .toList();
    }
}
