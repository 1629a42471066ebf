package scrm.localstack.demo;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

import scrm.localstack.Progress;

/** A group that knows what it is for, declines, is seen dying before it is dead, and is closed in order. */
final class GroupLifeScenes {
    private static final String NAME = "春茶品鉴会";
    private static final String KIND = "SUBJECT";
    private static final int SIZE = 24;
    private static final int QUITS = 6;
    private static final int LIVELY = 40;
    private static final int QUIET = 4;
    private static final int WEEK = 7;
    private static final LocalTime MORNING = LocalTime.of(10, 0);

    private final DemoCorp corp;
    private final Progress progress;
    private final Checks checks;
    private final GroupScenes groups;
    private final GroupPlanScenes plans;
    private final String owner = DemoCorp.MEMBERS.getFirst();

    private String chat = "";
    private String chatId = "";
    private LocalDate firstDay = LocalDate.EPOCH;

    GroupLifeScenes(DemoCorp corp, Progress progress, Checks checks, GroupScenes groups) {
        this.corp = corp;
        this.progress = progress;
        this.checks = checks;
        this.groups = groups;
        this.plans = new GroupPlanScenes(corp, progress, checks, groups);
    }

    /**
     * A group with a charter, whose end is planned for the fortieth day, and plans that speak in groups of its kind.
     */
    void begin(List<String> contacts) {
        corp.passTo(1, MORNING);
        plans.publish(KIND);
        firstDay = corp.now().toLocalDate();
        List<String> members = new ArrayList<>(List.of(DemoCorp.MEMBERS.get(1)));
        members.addAll(contacts.subList(0, SIZE));
        chatId = groups.open(NAME, members);
        chat = "/group-chats/" + chatId;
        JsonNode charter = corp.rest().post("/charters?chatId=" + chatId, charter());
        corp.rest().post("/charters/" + charter.path("id").asString() + "/approve", Map.of());
        awaitPhase("ACTIVE");
        progress.print("  charter of %s: %s; %d contacts, to be closed after %s"
                .formatted(NAME, charter.path("why").asString(), SIZE, lastDay()));
        plans.copy(charter.path("id").asString(), lastDay().plusMonths(2));
        plans.speak(chatId);
    }

    private Map<String, Object> charter() {
        return Map.of(
                "name",
                NAME,
                "kind",
                KIND,
                "why",
                "让爱茶的客户认识春茶",
                "value",
                "每周一款新茶，两周一次盲品",
                "where",
                "门店与公众号",
                "audience",
                "买过茶的客户",
                "earning",
                "品鉴套装",
                "endsOn",
                lastDay().toString(),
                "roles",
                List.of(Map.of("userId", owner, "role", "OWNER")),
                "rules",
                List.of("不发广告"));
    }

    private LocalDate lastDay() {
        return firstDay.plusDays(39);
    }

    /** Four weeks are lively; then hardly anybody says a word, and some go. */
    void decline(List<String> contacts) {
        for (int joined = 0; joined < 2; joined++) {
            // Three days have been the plan's.
            corp.passTo(joined == 0 ? 9 : 12, MORNING);
            corp.act(
                    "memberInvites",
                    Map.of("chatId", chatId, "userId", owner, "memberIds", List.of(contacts.get(SIZE + joined))));
            awaitContacts(SIZE + joined + 1);
        }
        corp.passTo(10, MORNING);
        contacts.subList(0, QUITS)
                .forEach(contact -> corp.act("quitsGroup", Map.of("chatId", chatId, "memberId", contact)));
        awaitContacts(SIZE + 2 - QUITS);
        LocalDate today = corp.now().toLocalDate();
        for (LocalDate day = firstDay; day.isBefore(today); day = day.plusDays(1)) {
            tell(day, day.isBefore(today.minusDays(WEEK - 1L)) ? LIVELY : QUIET);
        }
        corp.passTo(1, MORNING);
        tell(today, QUIET);
        awaitPhase("DECLINING");
        progress.print("  after %d days two have come, %d have gone, and %d messages a day have become %d"
                .formatted(ChronoUnit.DAYS.between(firstDay, today), QUITS, LIVELY, QUIET));
    }

    /** What a client with conversation archiving counted. */
    private void tell(LocalDate day, int messages) {
        corp.rest().post(chat + "/activity", Map.of("day", day.toString(), "messages", messages, "speakers", 3));
    }

    /** The alert comes while most are still there. */
    void foresee() {
        String alerts = "/health-alerts?open=true&cause=DYING&chatId=" + chatId;
        corp.await("the alert before the group's death", () -> !corp.all(alerts).isEmpty());
        JsonNode alert = corp.all(alerts).getFirst();
        JsonNode health = corp.rest().get(chat + "/health");
        progress.print("  health %s (%s), and an alert: %s"
                .formatted(
                        health.path("score"),
                        health.path("band").asString(),
                        alert.path("reasons")
                                .valueStream()
                                .map(sign -> sign.path("code").asString() + " " + sign.path("figure") + ", usually "
                                        + sign.path("usual"))
                                .collect(Collectors.joining("; "))));
        checks.equal(
                "reasons of the alert are two or more",
                true,
                alert.path("reasons").size() >= 2);
    }

    /** Its last day passes: the owner is asked to dissolve it, does so, and WeCom confirms. */
    void close() {
        corp.passTo(
                (int) corp.now().toLocalDate().datesUntil(lastDay().plusDays(1)).count(), MORNING);
        awaitPhase("CLOSING");
        String tasks = "/group-chats/tasks?kind=DISSOLVE&owner=" + owner;
        corp.await(
                "the owner's task",
                () -> corp.all(tasks).stream()
                        .anyMatch(task -> task.path("told").asString().equals("SENT")));
        JsonNode report = corp.rest().get(chat + "/closing-report");
        progress.print("  %s is asked to dissolve it; closing report: %s contacts ever, %s left, %s days on average"
                .formatted(owner, report.path("contactsEver"), report.path("left"), report.path("averageDays")));
        checks.equal(
                "contacts who were ever in",
                SIZE + 2,
                report.path("contactsEver").asInt());
        checks.equal("contacts who left", QUITS, report.path("left").asInt());
        plans.farewell(chatId);
        corp.act("dismissesGroup", Map.of("chatId", chatId));
        awaitPhase("DISMISSED");
        corp.await(
                "the end of the task",
                () -> corp.all(tasks).stream()
                        .allMatch(task -> task.path("status").asString().equals("DONE")));
        List<String> life = corp.all(chat + "/lifecycle/transitions").reversed().stream()
                .map(move -> "%s (%s)"
                        .formatted(
                                move.path("to").asString(), move.path("cause").asString()))
                .toList();
        progress.print("  its life: " + String.join(", ", life));
        checks.equal(
                "the group's life",
                List.of(
                        "RECRUITING (OPENED)",
                        "ACTIVE (GROWN)",
                        "DECLINING (SHRINKING)",
                        "CLOSING (PLANNED_END)",
                        "DISMISSED (DISSOLVED)"),
                life);
        String page = corp.rest()
                .getText("/group-reports/%s/page?from=%s&until=%s".formatted(chatId, firstDay, lastDay()), "text/html");
        checks.equal("the printable report has a chart", true, page.contains("<svg"));
    }

    private void awaitPhase(String phase) {
        corp.await(
                NAME + " to be " + phase,
                () -> corp.rest()
                        .send("GET", chat + "/lifecycle", null)
                        .body()
                        .path("phase")
                        .asString("")
                        .equals(phase));
    }

    private void awaitContacts(int count) {
        corp.await(
                "%d contacts in %s".formatted(count, NAME),
                () -> corp.rest().get(chat).path("externalCount").asInt() == count);
    }
}
