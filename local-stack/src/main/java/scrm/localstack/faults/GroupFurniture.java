package scrm.localstack.faults;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

import scrm.localstack.Json;

/**
 * One of everything that group-service keeps beside groups and their members.
 *
 * @param rest of the corp
 * @param name that all of it bears
 * @param await waits for what is named until it is so
 */
record GroupFurniture(Json rest, String name, BiConsumer<String, BooleanSupplier> await) {
    /**
     * Puts it there, about this group and a contact in it.
     *
     * @return the job by which the group is handed to another owner
     */
    String place(String chatId, String member) {
        String chat = "/group-chats/" + chatId;
        await.accept("the group", () -> rest.send("GET", chat, null).isOk());
        String charter =
                rest.post("/charters?chatId=" + chatId, charter()).path("id").asString();
        rest.post("/charters/" + charter + "/approve", Map.of());
        String template = rest.post("/group-templates", Map.of("charterId", charter, "name", name))
                .path("id")
                .asString();
        rest.post("/group-templates/" + template + "/clones", Map.of("count", 1, "pattern", name + "{n}"));
        rest.post(
                "/group-chats/intercept-rules",
                Map.of("name", name, "words", List.of("代购"), "users", List.of("member1"), "action", "WARN"));
        Map<String, Object> flag = Map.of("reason", "ADVERTISING", "evidence", name);
        await.accept(
                "the flagged member",
                () -> rest.send("POST", chat + "/members/" + member + "/flags", flag)
                        .isOk());
        rest.post("/jobs?service=group", Map.of("kind", "group-chat-sync", "full", true));
        await.accept(
                "the group to recruit",
                () -> rest.send("GET", chat + "/lifecycle", null)
                        .body()
                        .path("phase")
                        .asString("")
                        .equals("RECRUITING"));
        rest.post(chat + "/lifecycle/transitions", Map.of("to", "CLOSING", "reason", name));
        for (String list : List.of("/group-chats/tasks", "/group-chats/removal-tasks", "/health-alerts")) {
            await.accept(list, () -> !rest.get(list).path("items").isEmpty());
        }
        return rest.post(
                        "/group-chats/transfers",
                        Map.of("chatIds", List.of(chatId), "newOwner", "member2", "kind", "ON_JOB"))
                .at("/job/id")
                .asString();
    }

    private Map<String, Object> charter() {
        return Map.of(
                "name",
                name,
                "kind",
                "TASK",
                "why",
                name,
                "value",
                name,
                "where",
                name,
                "audience",
                name,
                "earning",
                name,
                "goal",
                Map.of("measure", "ORDERS", "target", 100),
                "roles",
                List.of(Map.of("userId", "member1", "role", "OWNER")),
                "rules",
                List.of(name));
    }
}
