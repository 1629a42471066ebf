package scrm.localstack.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

import scrm.localstack.Failure;
import scrm.localstack.Json;
import scrm.localstack.Progress;
import scrm.localstack.StackClient;

/** The corp that the story is about: its people act in the simulator, everything else is asked for through REST. */
final class DemoCorp {
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** Who works there. */
    static final List<String> MEMBERS = List.of("zhangwei", "lina");

    static final Map<String, String> MEMBER_NAMES = Map.of("zhangwei", "张伟", "lina", "李娜");

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final StackClient stack;
    private final Progress progress;
    private final String corpId;
    private final Json rest;

    DemoCorp(StackClient stack, Progress progress, String corpId) {
        this.stack = stack;
        this.progress = progress;
        this.corpId = corpId;
        this.rest = stack.rest(corpId);
    }

    String corpId() {
        return corpId;
    }

    /** REST at the gateway. */
    Json rest() {
        return rest;
    }

    /** Returns when all services know it. */
    void awaitServices() {
        await(
                "the services to know corp " + corpId,
                () -> Stream.of("/channels", "/external-contacts", "/group-chats", "/plans")
                        .allMatch(list -> rest.send("GET", list, null).isOk()));
    }

    /** Somebody does something. */
    JsonNode act(String act, Map<String, Object> parameters) {
        return stack.act(corpId, act, parameters);
    }

    /** All items of a list, page by page. */
    List<JsonNode> all(String path) {
        List<JsonNode> items = new ArrayList<>();
        String separator = path.contains("?") ? "&" : "?";
        String cursor = "";
        do {
            JsonNode page = rest.get(path + separator + "limit=100" + cursor);
            page.path("items").forEach(items::add);
            cursor = page.hasNonNull("next") ? "&cursor=" + page.path("next").asString() : "";
        } while (!cursor.isEmpty());
        return items;
    }

    /** A channel's funnel. */
    JsonNode funnel(String channelId) {
        return rest.get("/channel-reports/funnel?channelId=" + channelId).path("funnel");
    }

    /** How many receivers of group messages are in that delivery. */
    long deliveries(String delivery) {
        return all("/group-messages").stream()
                .mapToLong(message -> rest.get(
                                "/group-messages/" + message.path("id").asString())
                        .path("deliveries")
                        .path(delivery)
                        .asLong())
                .sum();
    }

    /** Waits until something has come about. @throws Failure if it does not */
    void await(String what, BooleanSupplier condition) {
        if (!progress.await(what, PATIENCE, condition)) {
            throw new Failure(
                    "The story stops here: " + what + " did not come about within " + PATIENCE.toSeconds() + " s");
        }
    }

    /** What the corp's clocks show. */
    ZonedDateTime now() {
        try {
            return Clock.systemUTC().instant().plus(stack.ahead()).atZone(ZONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Moves all clocks ahead. */
    void pass(Duration time) {
        stack.advance(time);
    }

    /** Moves all clocks ahead to that time of day, some days later; tomorrow's if today's is over. */
    void passTo(int days, LocalTime time) {
        ZonedDateTime now = now();
        ZonedDateTime then = now.toLocalDate().plusDays(days).atTime(time).atZone(ZONE);
        pass(Duration.between(now, then.isAfter(now) ? then : then.plusDays(1)));
    }
}
