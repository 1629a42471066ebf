package scrm.localstack.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

import scrm.localstack.Progress;

/** Prints what REST tells at the end of the story, and checks it against what the people did. */
final class Telling {
    private static final List<String> KINDS_OF_A_TIMELINE = List.of(
            "ADDED", "ATTRIBUTED", "WELCOME_SETTLED", "TAGGED", "ENROLMENT_STARTED", "STEP_SETTLED", "GROUP_JOINED");

    private final DemoCorp corp;
    private final Progress progress;
    private final Checks checks;

    Telling(DemoCorp corp, Progress progress, Checks checks) {
        this.corp = corp;
        this.progress = progress;
        this.checks = checks;
    }

    /** A channel from scan to loss. */
    void funnel(String name, String channelId, long scans, long losses) {
        JsonNode funnel = corp.funnel(channelId);
        title("Funnel of " + name);
        funnel.propertyStream()
                .forEach(figure -> progress.print("  %-18s %s".formatted(figure.getKey(), figure.getValue())));
        checks.equal("adds of " + name, scans, funnel.path("adds").asLong());
        checks.equal("welcomes of " + name, scans, funnel.path("welcomesSent").asLong());
        checks.equal("losses of " + name, losses, funnel.path("losses").asLong());
        checks.equal(
                "contacts of " + name,
                scans - losses,
                funnel.path("currentContacts").asLong());
    }

    /** What came by the channels below one, and that they add up. */
    void tree(String name, String channelId, LocalDate day, long adds) {
        JsonNode report = corp.rest()
                .get("/channel-reports?channelId=%s&children=true&from=%s&until=%s".formatted(channelId, day, day));
        title("Below " + name);
        Stream.concat(Stream.of(report.path("total")), report.path("children").valueStream())
                .forEach(line -> progress.print("  %-12s adds %s, losses %s, answered %s"
                        .formatted(
                                line.path("channelName").asString(),
                                line.path("adds"),
                                line.path("losses"),
                                line.path("answered"))));
        checks.equal("adds below " + name, adds, report.at("/total/adds").asLong());
    }

    /** What a channel cost on a day and what its contacts bought, in fen. */
    void earnings(String name, String channelId, LocalDate day, long profit) {
        JsonNode earnings = corp.rest()
                .get("/channel-reports?channelId=%s&from=%s&until=%s".formatted(channelId, day, day))
                .path("total");
        title("Earnings of " + name);
        earnings.propertyStream()
                .forEach(figure -> progress.print("  %-18s %s".formatted(figure.getKey(), figure.getValue())));
        checks.equal("profit of " + name, profit, earnings.path("profit").asLong());
    }

    /** Which wording of a live code's welcome was heard how often. */
    void experiment(String name, String liveCodeId, long contacts) {
        JsonNode experiment =
                corp.all("/live-codes/" + liveCodeId + "/welcome-experiments").getFirst();
        title("Wordings of the welcome of " + name + ", verdict "
                + experiment.path("verdict").asString());
        experiment
                .path("arms")
                .forEach(arm -> progress.print("  %s  sent %-3s %s"
                        .formatted(
                                arm.path("arm").asString(),
                                arm.path("sent"),
                                arm.path("text").asString())));
        checks.equal(
                "welcomes of all wordings",
                contacts,
                experiment
                        .path("arms")
                        .valueStream()
                        .mapToLong(arm -> arm.path("sent").asLong())
                        .sum());
    }

    /** Who came to a channel in the week of a day, as JSON and as a table. */
    void cohort(String name, String channelId, LocalDate day, long size) {
        String path = "/channel-reports/cohorts?channelId=%s&from=%s&until=%s".formatted(channelId, day, day);
        JsonNode week = corp.rest().get(path).at("/weeks/0");
        String table = corp.rest().getText(path, "text/csv");
        title("Cohort of " + name);
        table.lines().forEach(line -> progress.print("  " + line));
        checks.equal(
                "contacts in the cohort of " + name, size, week.path("size").asLong());
        checks.equal(
                "the cohort in the table",
                true,
                table.contains("%s,%s,%s,%d"
                        .formatted(
                                week.path("week").asString(),
                                week.path("from").asString(),
                                week.path("until").asString(),
                                size)));
    }

    /** What a comparison of our live codes with WeCom's finds: nothing. */
    void reconciliation() {
        String job = "/jobs/"
                + corp.rest()
                        .post("/live-codes/reconciliation", Map.of())
                        .path("id")
                        .asString();
        corp.await(
                "the comparison with WeCom",
                () -> !corp.rest().get(job).path("state").asString().equals("RUNNING"));
        JsonNode done = corp.rest().get(job);
        title("Comparison with WeCom: %s live codes, %s missing there"
                .formatted(done.path("done"), done.path("failed")));
        checks.equal(
                "the comparison with WeCom", "SUCCEEDED", done.path("state").asString());
        checks.equal("live codes that WeCom lacks", 0, done.path("failed").asInt());
    }

    /** One contact, from the add to the end of the plan. */
    void timeline(String contact) {
        JsonNode known = corp.rest().get("/external-contacts/" + contact);
        List<JsonNode> entries = corp.all("/external-contacts/" + contact + "/timeline");
        title("Timeline of " + known.path("name").asString() + " (" + contact + ")");
        entries.forEach(entry -> progress.print("  %s  %-18s %-10s %s"
                .formatted(
                        local(entry.path("happenedAt")),
                        entry.path("kind").asString(),
                        entry.path("outcome").asString(""),
                        details(entry.path("detail")))));
        Set<String> kinds =
                entries.stream().map(entry -> entry.path("kind").asString()).collect(Collectors.toSet());
        KINDS_OF_A_TIMELINE.forEach(kind -> checks.equal("the timeline tells " + kind, true, kinds.contains(kind)));
    }

    /** A group, from its making to those who quit. */
    void group(String chatId, int stays, long quits) {
        JsonNode group = corp.rest().get("/group-chats/" + chatId);
        title("History of group " + group.path("name").asString() + ", " + group.path("memberCount") + " members, "
                + group.path("externalCount") + " of them contacts");
        Map<String, Long> happened = new LinkedHashMap<>();
        for (JsonNode entry : corp.all("/group-chats/" + chatId + "/timeline")) {
            happened.merge(local(entry.path("at")) + "  " + entry.path("kind").asString(), 1L, Long::sum);
        }
        happened.forEach((what, times) -> progress.print("  %-36s %d".formatted(what, times)));
        List<JsonNode> history = corp.all("/group-chats/" + chatId + "/members?history=true");
        checks.equal("stays in the group", stays, history.size());
        checks.equal(
                "quits",
                quits,
                history.stream().filter(stay -> stay.hasNonNull("quitAt")).count());
    }

    /** Every group message, and how many contacts got one. */
    void sends(long received) {
        title("Sends");
        for (JsonNode message : corp.all("/group-messages").reversed()) {
            JsonNode detail =
                    corp.rest().get("/group-messages/" + message.path("id").asString());
            progress.print("  %s  by %-9s %-9s %s  %s"
                    .formatted(
                            local(message.path("createdAt")),
                            message.path("sender").asString(),
                            message.path("status").asString(),
                            detail.path("deliveries"),
                            message.path("text").asString()));
        }
        checks.equal("messages that contacts received", received, corp.deliveries("SENT"));
    }

    private void title(String title) {
        progress.print("");
        progress.print(title);
    }

    private static String local(JsonNode instant) {
        return instant.isNull() || instant.isMissingNode()
                ? "-"
                : DateTimeFormatter.ofPattern("MM-dd HH:mm:ss")
                        .withZone(DemoCorp.ZONE)
                        .format(Instant.parse(instant.asString()));
    }

    private static String details(JsonNode detail) {
        return detail.propertyStream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().asString())
                .collect(Collectors.joining(" "));
    }
}
