package scrm.localstack.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

import scrm.localstack.Progress;

/** A group, and the live code that leads into it. */
final class GroupScenes {
    static final int SIZE = 30;
    static final int QUITS = 4;
    private static final int CODE_JOINS = 5;

    private final DemoCorp corp;
    private final Progress progress;
    private final Checks checks;

    GroupScenes(DemoCorp corp, Progress progress, Checks checks) {
        this.corp = corp;
        this.progress = progress;
        this.checks = checks;
    }

    /**
     * A group that has gathered.
     *
     * @param code the live code that leads into it, as REST answered
     */
    record Gathered(String chatId, JsonNode code) {}

    /**
     * A group of thirty, some of whom quit again.
     *
     * @param contacts more than thirty
     * @param channelId the channel of the code by which the last ones come
     */
    Gathered gather(List<String> contacts, String channelId) {
        List<String> first = new ArrayList<>(List.of(DemoCorp.MEMBERS.get(1)));
        first.addAll(contacts.subList(0, SIZE - 7));
        String chatId = open("晨光福利群", first);
        int joined = first.size() + 1;
        JsonNode code = openCode(channelId, chatId);
        for (String contact : contacts.subList(SIZE - 7, SIZE - 2)) {
            corp.act(
                    "contactJoinsGroup",
                    Map.of("configIdOrState", code.path("configId").asString(), "externalUserId", contact));
            joined++;
        }
        awaitMembers(chatId, joined);
        String joins = "/live-codes/" + code.path("id").asString() + "/group-joins";
        corp.await("joins by the group code", () -> corp.all(joins).size() == CODE_JOINS);
        progress.print("  %d came by the group code".formatted(CODE_JOINS));
        checks.equal("members of the full group", SIZE, size(chatId));
        corp.act("quitsGroup", Map.of("chatId", chatId, "memberId", contacts.get(0)));
        corp.act("quitsGroup", Map.of("chatId", chatId, "memberId", contacts.get(1)));
        corp.act("ownerRemoves", Map.of("chatId", chatId, "memberIds", List.of(contacts.get(2), contacts.get(3))));
        awaitMembers(chatId, joined - QUITS);
        progress.print("  %d joined, %d quit or were removed, %d are in".formatted(joined, QUITS, joined - QUITS));
        return new Gathered(chatId, code);
    }

    /** A group of that name. */
    String open(String name, List<String> members) {
        String id = corp.act(
                        "memberCreatesGroup",
                        Map.of("userId", DemoCorp.MEMBERS.getFirst(), "name", name, "memberIds", members))
                .path("id")
                .asString();
        corp.await(
                "the group " + name,
                () -> corp.rest().send("GET", "/group-chats/" + id, null).isOk());
        return id;
    }

    /** A live code that leads into the group. */
    private JsonNode openCode(String channelId, String chatId) {
        String path = "/live-codes/"
                + corp.rest()
                        .post(
                                "/live-codes",
                                Map.of(
                                        "channelId",
                                        channelId,
                                        "kind",
                                        "GROUP",
                                        "name",
                                        "福利群码",
                                        "groups",
                                        Map.of("chatIds", List.of(chatId))))
                        .path("id")
                        .asString();
        corp.await(
                "the group code",
                () -> corp.rest().get(path).path("status").asString().equals("ACTIVE"));
        return corp.rest().get(path);
    }

    private void awaitMembers(String chatId, int count) {
        corp.await("%d members".formatted(count), () -> size(chatId) == count);
    }

    private int size(String chatId) {
        return corp.rest().get("/group-chats/" + chatId).path("memberCount").asInt();
    }
}
