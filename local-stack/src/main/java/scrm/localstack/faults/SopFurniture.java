package scrm.localstack.faults;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

import scrm.localstack.Json;

/**
 * One of everything that sop-service keeps.
 *
 * @param rest of the corp
 * @param name that all of it bears
 * @param await waits for what is named until it is so
 */
record SopFurniture(Json rest, String name, BiConsumer<String, BooleanSupplier> await) {
    /**
     * Puts it there, about this contact and this group.
     *
     * @return ids that stand in no list, by where they stand in a path
     */
    Map<String, String> place(String externalUserId, String chatId) {
        Map<String, Object> content = Map.of("text", name);
        String tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1) + "T02:00:00Z";
        rest.post("/materials", Map.of("name", name, "text", name));
        rest.put("/materials/values/contacts/" + externalUserId, Map.of("values", Map.of("own_word", name)));
        rest.put("/materials/values/members/member1", Map.of("memberName", name));
        rest.put("/contact-dates/" + externalUserId, Map.of("dates", Map.of("birthday", "1990-02-03")));
        rest.put("/calendar/festivals/own/" + name, Map.of("month", 5, "day", 6));
        rest.put("/calendar/rhythms/" + chatId, Map.of("everyDays", 7));
        String entry = rest.post("/calendar", Map.of("chatId", chatId, "startsAt", tomorrow, "topic", name))
                .path("id")
                .asString();
        rest.post("/jobs?service=sop", Map.of("kind", "group-target-sync"));
        rest.post("/moments", Map.of("content", content, "userIds", List.of("member1")));
        await.accept(
                "the composed message",
                () -> rest.send("POST", "/group-messages", composed(externalUserId))
                        .isOk());
        askOf(externalUserId);
        return Map.of(
                "/calendar/id",
                entry,
                "/calendar/festivals/own/name",
                name,
                "/calendar/rhythms/chatId",
                chatId,
                "/contact-dates/externalUserId",
                externalUserId,
                "/materials/values/contacts/externalUserId",
                externalUserId,
                "/materials/values/members/userId",
                "member1");
    }

    private Map<String, Object> composed(String externalUserId) {
        return Map.of(
                "name",
                name,
                "audience",
                Map.of("externalUserIds", List.of(externalUserId)),
                "content",
                Map.of("text", name));
    }

    /** A plan by which a member is asked to do something. */
    private void askOf(String externalUserId) {
        Map<String, Object> step = Map.of("when", Map.of("after", "PT0S"), "ask", name);
        Map<String, Object> plan = Map.of("name", name, "trigger", Map.of("type", "BY_HAND"), "steps", List.of(step));
        String id = rest.post("/plans", plan).path("id").asString();
        rest.post("/plans/" + id + "/publish", Map.of());
        rest.post("/enrolments", Map.of("planId", id, "externalUserIds", List.of(externalUserId)));
        await.accept(
                "the staff task", () -> !rest.get("/staff-tasks").path("items").isEmpty());
    }
}
