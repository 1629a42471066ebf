package scrm.localstack.demo;

import java.time.Duration;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

import scrm.localstack.Progress;

/** A plan for newcomers over seven days: what it says, what it asks of members, who leaves it, what came of it. */
final class PlanScenes {
    private static final LocalTime MORNING = LocalTime.of(10, 1);
    /** In fen; an order that large is what the plan is for. */
    static final long GOAL = 50_000;

    /** The company's system that hears of newcomers. */
    private static final String LOYALTY = "loyalty";

    private final DemoCorp corp;
    private final Progress progress;
    private final Checks checks;
    private final Sends sends;
    private final CompanySystems systems;
    private String plan = "";

    PlanScenes(DemoCorp corp, Progress progress, Checks checks, CompanySystems systems) {
        this.corp = corp;
        this.progress = progress;
        this.checks = checks;
        this.sends = new Sends(corp, progress);
        this.systems = systems;
    }

    /**
     * Seven days for newcomers.
     *
     * @param valuedTag who has it is spoken to in another way, and called
     * @param greetedTag who has not gets it
     */
    void publish(String valuedTag, String greetedTag) {
        Map<String, Object> loyalty = Map.of("url", systems.url(LOYALTY).toString(), "secret", CompanySystems.SECRET);
        String webhookId = corp.rest()
                .post("/webhooks", Map.of("name", "会员系统", "webhook", loyalty))
                .path("id")
                .asString();
        List<Object> valued = List.of(Map.of("type", "HAS_TAG", "tagId", valuedTag));
        plan = sends.publish(Map.of(
                "name",
                "新客七日",
                "trigger",
                Map.of("type", "CONTACT_ADDED"),
                "exits",
                List.of(Map.of("type", "BOUGHT", "amount", GOAL, "currency", "CNY")),
                "steps",
                List.of(
                        step("guide", Map.of("after", "PT1H"), says("这里有一份新人指南")),
                        step("loyalty", Map.of("after", "PT2H"), Map.of("webhookId", webhookId)),
                        step(
                                "care",
                                morning(1),
                                Map.of(
                                        "conditions",
                                        valued,
                                        "content",
                                        Map.of("text", "感谢您的大单，我是您的专属顾问"),
                                        "otherwise",
                                        List.of(says("昨天的问题都解决了吗？")))),
                        step(
                                "call",
                                morning(2),
                                Map.of(
                                        "conditions",
                                        valued,
                                        "ask",
                                        "给客户打个电话，问问用得如何",
                                        "otherwise",
                                        List.of(Map.of("changeTags", Map.of("add", List.of(greetedTag)))))),
                        step("coupon", morning(3), says("送您一张优惠券")),
                        step("week", morning(7), says("认识一周了，谢谢您的信任")))));
    }

    private static Map<String, Object> step(String key, Map<String, Object> when, Map<String, Object> does) {
        Map<String, Object> step = new LinkedHashMap<>(does);
        step.put("key", key);
        step.put("when", when);
        return step;
    }

    private static Map<String, Object> morning(int day) {
        return Map.of("day", day, "at", "10:00");
    }

    private static Map<String, Object> says(String text) {
        return Map.of("content", Map.of("text", text));
    }

    /** The first hour is over: everybody gets the guide. */
    void guide(int contacts) {
        corp.pass(Duration.ofMinutes(65));
        sends.send("guide", contacts);
    }

    /** Day 1: who bought for much reads something else. */
    void care(List<String> contacts, List<String> valued) {
        nextMorning(1);
        corp.await("the company's system to be told", () -> systems.genuine(LOYALTY) >= contacts.size());
        progress.print("  the company's loyalty system was told of each by a signed webhook");
        sends.send("care", contacts.size());
        long thanked = contacts.stream()
                .filter(contact -> sends.received(contact).contains("感谢您的大单，我是您的专属顾问"))
                .count();
        progress.print("  %d of them bought for much and read something else".formatted(thanked));
        checks.equal("contacts who were thanked for their order", (long) valued.size(), thanked);
    }

    /** Day 2: members are asked to call who bought for much; the others get a tag. */
    void call(List<String> contacts, List<String> valued, String greetedTag) {
        nextMorning(2);
        String open = "/staff-tasks?status=OPEN";
        corp.await("the members' tasks", () -> corp.all(open).size() == valued.size());
        corp.await(
                "the tags of the others",
                () -> corp.all("/external-contacts?tagId=" + greetedTag).size() == contacts.size() - valued.size());
        corp.await(
                "the members to be told",
                () -> corp.all(open).stream()
                        .allMatch(task -> task.path("told").asString().equals("SENT")));
        List<JsonNode> tasks = corp.all(open);
        tasks.forEach(task -> corp.rest().post("/staff-tasks/" + task.path("id").asString() + "/done", Map.of()));
        progress.print("  members are told to call %d contacts and do; %d others are tagged"
                .formatted(tasks.size(), contacts.size() - valued.size()));
        corp.await("the calls in the plan's results", () -> figure("call", "delivered") == contacts.size());
    }

    /** Day 3: one has replied and one has bought what the plan is for; neither gets anything more. */
    void coupon(List<String> contacts, String replies, String buys) {
        corp.rest()
                .post("/enrolments/" + enrolment(replies).path("id").asString() + "/exit", Map.of("reason", "REPLIED"));
        corp.rest()
                .post(
                        "/conversions",
                        Map.of(
                                "orderId",
                                "order-goal",
                                "externalUserId",
                                buys,
                                "currency",
                                "CNY",
                                "amount",
                                GOAL,
                                "occurredAt",
                                corp.now().toInstant().toString()));
        corp.await("the goal", () -> enrolment(buys).path("status").asString().equals("GOAL_MET"));
        progress.print(
                "  one contact replied and one bought for %.2f yuan: both are out of the plan".formatted(GOAL / 100.0));
        nextMorning(3);
        sends.send("coupon", contacts.size() - 2);
        checks.equal(
                "coupons for who is out of the plan",
                false,
                sends.received(replies).contains("送您一张优惠券")
                        || sends.received(buys).contains("送您一张优惠券"));
    }

    /** Day 5: a plan for members has both publish a moment, and a contact sees it. */
    void moment(String contact) {
        corp.passTo(2, MORNING);
        Map<String, Object> news = Map.of("moment", Map.of("content", Map.of("text", "秋冬新品到店")));
        String forMembers = sends.publish(Map.of(
                "name",
                "新品朋友圈",
                "audience",
                "MEMBER",
                "trigger",
                Map.of("type", "BY_HAND"),
                "steps",
                List.of(step("news", Map.of("after", "PT0S"), news))));
        corp.rest().post("/enrolments", Map.of("planId", forMembers, "userIds", DemoCorp.MEMBERS));
        corp.await("the plan's moment", () -> corp.all("/moments").size() == 1);
        String moment = "/moments/" + corp.all("/moments").getFirst().path("id").asString();
        corp.await("the moment at WeCom", () -> corp.rest().get(moment).hasNonNull("momentId"));
        String momentId = corp.rest().get(moment).path("momentId").asString();
        DemoCorp.MEMBERS.forEach(
                member -> corp.act("memberPublishesMoment", Map.of("momentId", momentId, "userId", member)));
        corp.pass(Duration.ofHours(1));
        corp.await(
                "who published the moment",
                () -> corp.all(moment + "/members?state=PUBLISHED").size() == DemoCorp.MEMBERS.size());
        progress.print("  %d members published a moment".formatted(DemoCorp.MEMBERS.size()));
        checks.equal("a contact sees the moment", true, sends.received(contact).contains("秋冬新品到店"));
    }

    /** Day 7: the last word, and what came of it all. */
    void week(List<String> contacts, String replies) {
        corp.passTo(2, MORNING);
        sends.send("week", contacts.size() - 2);
        corp.await(
                "the end of the plan",
                () -> corp.all("/enrolments?status=ACTIVE&planId=" + plan).isEmpty());
        checks.equal(
                "how the plan ended for who replied",
                "REPLIED",
                enrolment(replies).path("status").asString());
        long reached = 6L * contacts.size() - 4;
        corp.await("the plan's results", () -> results().at("/total/delivered").asLong() == reached);
        JsonNode results = results();
        progress.print("  what came of the plan:");
        progress.print("    step    planned  sent  delivered  skipped  late");
        results.path("lines")
                .forEach(line -> progress.print("    %-8s %6s %5s %10s %8s %5s"
                        .formatted(
                                line.path("line").asString(),
                                line.path("planned"),
                                line.path("sent"),
                                line.path("delivered"),
                                line.path("skipped"),
                                line.path("late"))));
        checks.equal(
                "the plan's printable report has charts",
                true,
                corp.rest()
                        .getText("/plans/" + plan + "/report/page", "text/html")
                        .contains("<svg"));
    }

    /** From one morning to that of the next step. */
    private void nextMorning(int day) {
        progress.print("  (day %d)".formatted(day));
        corp.passTo(1, MORNING);
    }

    private JsonNode enrolment(String contact) {
        return corp.all("/enrolments?planId=%s&externalUserId=%s".formatted(plan, contact))
                .getFirst();
    }

    private long figure(String step, String figure) {
        return results()
                .path("lines")
                .valueStream()
                .filter(line -> line.path("line").asString().equals(step))
                .mapToLong(line -> line.path(figure).asLong())
                .sum();
    }

    private JsonNode results() {
        return corp.rest()
                .get("/plans/%s/results?from=%s&until=%s"
                        .formatted(
                                plan,
                                corp.now().toLocalDate().minusDays(10),
                                corp.now().toLocalDate().plusDays(10)));
    }
}
