package scrm.localstack.demo;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

import scrm.localstack.Progress;

/** Plans for group chats: by what a group is for, and for its end. Groups that are made like one are taken as well. */
final class GroupPlanScenes {
    private static final String SECOND = "春茶品鉴二会";

    private final DemoCorp corp;
    private final Progress progress;
    private final Checks checks;
    private final Sends sends;
    private final GroupScenes groups;
    private String tasting = "";

    GroupPlanScenes(DemoCorp corp, Progress progress, Checks checks, GroupScenes groups) {
        this.corp = corp;
        this.progress = progress;
        this.checks = checks;
        this.sends = new Sends(corp, progress);
        this.groups = groups;
    }

    /** One plan for groups of a kind, one for groups that are being closed. */
    void publish(String kind) {
        tasting = plan(
                "品鉴群三日",
                Map.of("type", "GROUP_CHARTERED", "charterKind", kind),
                List.of(
                        step("rules", Map.of("after", "PT1H"), "欢迎来到品鉴会，每周一款新茶"),
                        step("tasting", Map.of("day", 3, "at", "10:00"), "本周品明前龙井，周五盲品")));
        plan(
                "散群告别",
                Map.of("type", "PHASE_REACHED", "phase", "CLOSING"),
                List.of(step("farewell", Map.of("after", "PT0S"), "品鉴会到期了，想继续喝茶的朋友请加顾问微信")));
    }

    private String plan(String name, Map<String, Object> trigger, List<Object> steps) {
        return sends.publish(Map.of("name", name, "audience", "GROUP", "trigger", trigger, "steps", steps));
    }

    private static Map<String, Object> step(String key, Map<String, Object> when, String text) {
        return Map.of("key", key, "when", when, "content", Map.of("text", text));
    }

    /** The charter becomes a template, and one more group is made by it. */
    void copy(String charterId, LocalDate endsOn) {
        JsonNode template = corp.rest().post("/group-templates", Map.of("name", "品鉴群", "charterId", charterId));
        corp.rest()
                .post(
                        "/group-templates/" + template.path("id").asString() + "/clones",
                        Map.of("count", 1, "names", List.of(SECOND), "endsOn", endsOn.toString()));
        corp.await(
                "the copy's charter",
                () -> corp.all("/charters?opened=false").stream()
                        .anyMatch(charter -> charter.path("name").asString().equals(SECOND)));
        String copy = groups.open(SECOND, List.of(DemoCorp.MEMBERS.get(1)));
        corp.await(
                "both groups in the plan",
                () -> corp.all("/enrolments?planId=" + tasting).size() == 2);
        progress.print("  a group is made like it (%s): the plan for its kind takes both".formatted(copy));
    }

    /** The plan speaks in both groups. */
    void speak(String chatId) {
        corp.pass(Duration.ofMinutes(65));
        sends.send("rules", 2);
        corp.passTo(3, LocalTime.of(10, 1));
        sends.send("tasting", 2);
        checks.equal("what the group reads", List.of("欢迎来到品鉴会，每周一款新茶", "本周品明前龙井，周五盲品"), sends.received(chatId));
    }

    /** The group's last day is over: its members are told, before it is dissolved. */
    void farewell(String chatId) {
        sends.send("farewell", 1);
        checks.equal(
                "the last word in the group",
                "品鉴会到期了，想继续喝茶的朋友请加顾问微信",
                sends.received(chatId).getLast());
    }
}
