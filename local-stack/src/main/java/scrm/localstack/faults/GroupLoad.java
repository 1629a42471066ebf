package scrm.localstack.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import scrm.localstack.Json;
import scrm.simulator.callback.CallbackEvent;

/**
 * Groups that come about, and that some quit again.
 *
 * @param sizes how many are left in each
 * @param callbacks what WeCom posts about them
 */
record GroupLoad(Map<String, Integer> sizes, List<CallbackEvent> callbacks) {
    private static final int CONTACTS = 4;

    /** So many groups of these contacts; their callbacks are not sent yet. */
    static GroupLoad of(FaultCorp corp, List<FaultCorp.Arrival> contacts, int groups) {
        Map<String, Integer> sizes = new HashMap<>();
        for (int i = 0; i < groups; i++) {
            List<String> members = new ArrayList<>();
            for (int m = 0; m < CONTACTS; m++) {
                members.add(contacts.get((i + m) % contacts.size()).externalUserId());
            }
            String chatId = corp.act(
                            "memberCreatesGroup", Map.of("userId", "member1", "name", "演练群" + i, "memberIds", members))
                    .path("id")
                    .asString();
            corp.act("quitsGroup", Map.of("chatId", chatId, "memberId", members.getFirst()));
            sizes.put(chatId, CONTACTS);
        }
        List<CallbackEvent> callbacks = corp.told().stream()
                .filter(event -> event.kind().contains("chat"))
                .toList();
        return new GroupLoad(sizes, callbacks);
    }

    /** Waits until we hold the groups as WeCom does; returns how many we do not. */
    long awaitWrong(FaultContext context, FaultCorp corp, Duration patience) {
        context.await(sizes.size() + " groups", patience, () -> wrong(corp) == 0);
        return wrong(corp);
    }

    private long wrong(FaultCorp corp) {
        return sizes.entrySet().stream()
                .filter(group -> {
                    Json.Answer members =
                            corp.rest().send("GET", "/group-chats/" + group.getKey() + "/members?limit=100", null);
                    return members.body().path("items").size() != group.getValue();
                })
                .count();
    }
}
