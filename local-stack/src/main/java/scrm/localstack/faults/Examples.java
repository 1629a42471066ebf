package scrm.localstack.faults;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import scrm.localstack.Service;

/** Fields without which a service does not take a body, although its description does not say so. */
final class Examples {
    private static final Map<String, Object> TEXT = Map.of("zh", "问", "en", "Q");

    private Examples() {}

    /** @param tagId of a tag that is there */
    static Map<String, Object> of(Operation operation, Object tagId) {
        String made = operation.path().replaceFirst("/\\{(id|tagId|groupId)}$", "");
        return switch (operation.method().equals("GET") ? "" : made) {
            case "/corp-tags", "/tag-groups" -> operation.method().equals("PUT") ? Map.of("order", 1) : tagGroup();
            case "/external-contacts/{externalUserId}/follow-users/{userId}" -> Map.of("remark", "备注");
            case "/personal-tags/{tagId}/contacts" -> Map.of("add", List.of("wmnobody"));
            case "/segments" -> Map.of("definition", Map.of("lost", false));
            case "/surveys" -> Map.of("title", TEXT, "thanks", TEXT, "questions", List.of(question()));
            case "/tagging-rules" ->
                Map.of(
                        "when", Map.of("event", Map.of("kind", "PURCHASED")),
                        "then", Map.of("addTagIds", List.of(tagId)));
            case "/charters/{id}/progress" -> Map.of("reached", 1);
            case "/group-chats/intercept-rules" ->
                Map.of("name", "防广告", "words", List.of("代购"), "users", List.of("member1"), "action", "WARN");
            case "/group-templates/{id}/clones" ->
                Map.of(
                        "count",
                        1,
                        "pattern",
                        "群{n}",
                        "endsOn",
                        LocalDate.now(ZoneOffset.UTC).plusDays(30).toString());
            case "/calendar" -> Map.of("kind", "TASK");
            case "/callback-replays" -> Map.of("consumer", consumerOfCallbacks(operation.service()));
            default -> Map.of();
        };
    }

    private static String consumerOfCallbacks(Service service) {
        return switch (service) {
            case TAG -> "tag-service.contact";
            case GROUP -> "group-service.group-chat";
            case SOP -> "sop-service";
            case CHANNEL -> "channel-qrcode-service";
            case GATEWAY -> throw new IllegalArgumentException("the gateway handles no events");
        };
    }

    /** Described without saying what it requires. */
    private static Map<String, Object> tagGroup() {
        return Map.of("groupName", "g" + System.nanoTime(), "tags", List.of(Map.of("name", "a")));
    }

    private static Map<String, Object> question() {
        return Map.of(
                "id",
                "q",
                "type",
                "SINGLE",
                "required",
                true,
                "title",
                TEXT,
                "options",
                List.of(Map.of("id", "a", "title", TEXT, "tagIds", List.of()), Map.of("id", "b", "title", TEXT)));
    }
}
