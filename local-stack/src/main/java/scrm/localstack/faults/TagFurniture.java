package scrm.localstack.faults;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

import scrm.localstack.Json;

/**
 * One of everything that tag-service keeps beside contacts and corp tags.
 *
 * @param rest of the corp
 * @param name that all of it bears
 * @param await waits for what is named until it is so
 */
record TagFurniture(Json rest, String name, BiConsumer<String, BooleanSupplier> await) {
    /** Puts it there, about this contact and this group. */
    void place(String externalUserId, String chatId) {
        String tagId = rest.get("/corp-tags").at("/items/0/tagId").asString();
        rest.post("/personal-tags", Map.of("userId", "member1", "name", name));
        String chatTag = made("/group-chat-tags", Map.of("name", name));
        rest.post("/group-chat-tags/taggings", Map.of("chatIds", List.of(chatId), "add", List.of(chatTag)));
        rest.post(
                "/tagging-rules",
                Map.of(
                        "name",
                        name,
                        "when",
                        Map.of("event", Map.of("kind", "PURCHASED")),
                        "then",
                        Map.of("addTagIds", List.of(tagId))));
        rest.post(
                "/external-contacts/tags/bulk",
                Map.of("externalUserIds", List.of(externalUserId), "add", List.of(tagId)));
        survey(externalUserId, tagId);
        String segment = "/segments/" + made("/segments", Map.of("name", name, "definition", Map.of("lost", false)));
        await.accept(
                "a snapshot",
                () -> rest.send("POST", segment + "/snapshots", Map.of()).isOk());
    }

    private void survey(String externalUserId, String tagId) {
        Map<String, String> text = Map.of("zh", name, "en", name);
        Map<String, Object> option = Map.of("id", "a", "title", text, "tagIds", List.of(tagId));
        Map<String, Object> other = Map.of("id", "b", "title", text, "tagIds", List.of());
        Map<String, Object> question =
                Map.of("id", "q", "type", "SINGLE", "required", true, "title", text, "options", List.of(option, other));
        String survey =
                "/surveys/" + made("/surveys", Map.of("title", text, "thanks", text, "questions", List.of(question)));
        rest.post(survey + "/publish", Map.of());
        rest.post(survey + "/links", Map.of("externalUserIds", List.of(externalUserId)));
    }

    private String made(String path, Map<String, Object> body) {
        return rest.post(path, body).path("id").asString();
    }
}
