package scrm.localstack.command;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import scrm.localstack.Failure;
import scrm.localstack.Json;
import scrm.localstack.Service;
import scrm.localstack.StackClient;
import scrm.localstack.StackState;

/** {@code ./scrm dlt}: dead letters of the running stack's corps, over REST at the gateway. */
final class DltCommand {
    private final Path home;

    DltCommand(Path home) {
        this.home = home;
    }

    int run(List<String> arguments) {
        Arguments options = new Arguments(arguments, Set.of("--service", "--corp", "--reason"), Set.of("--json"));
        List<String> words = options.words();
        String verb = words.isEmpty() ? "list" : words.getFirst();
        return switch (verb) {
            case "list" -> list(options);
            case "show" -> told(options, "GET", "", null);
            case "replay" -> told(options, "POST", "/replay", null);
            case "discard" -> told(options, "POST", "/discard", Map.of("reason", reason(options)));
            default -> throw new Failure("./scrm dlt knows list, show, replay and discard, not " + verb);
        };
    }

    private int list(Arguments options) {
        StackClient stack = client();
        List<JsonNode> letters = new ArrayList<>();
        for (String corp : corps(options)) {
            Json rest = stack.rest(corp);
            services(options).forEach(service -> letters.addAll(all(rest, service)));
        }
        if (options.has("--json")) {
            System.out.println(Json.MAPPER.writeValueAsString(letters));
        } else {
            letters.forEach(letter -> System.out.println(line(letter)));
            System.out.println(letters.size() + " wait");
        }
        return 0;
    }

    private static List<JsonNode> all(Json rest, String service) {
        List<JsonNode> letters = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = rest.get("/dead-letters?limit=200&service=" + service + cursor);
            page.path("items").forEach(letters::add);
            String next = page.path("next").asString("");
            cursor = next.isEmpty() ? "" : "&cursor=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
        } while (!cursor.isEmpty());
        return letters;
    }

    /** A letter's id does not tell its corp: unless that is given, each corp is asked, and all but one have no such. */
    private int told(Arguments options, String method, String act, @Nullable Map<String, Object> body) {
        String id = options.words().size() == 2 ? options.words().get(1) : "";
        if (id.isEmpty()) {
            throw new Failure("Name one letter: ./scrm dlt list tells their ids");
        }
        StackClient stack = client();
        for (String corp : corps(options)) {
            String path = "/dead-letters/" + URLEncoder.encode(id, StandardCharsets.UTF_8) + act;
            Json.Answer answer = stack.rest(corp).send(method, path, body, "Accept-Language", "en");
            if (answer.isOk()) {
                System.out.println(
                        options.has("--json")
                                ? Json.MAPPER.writeValueAsString(answer.body())
                                : Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(answer.body()));
                return 0;
            }
            if (answer.status() != 404) {
                throw new Failure(answer.body().path("detail").asString("The gateway does not answer"));
            }
        }
        throw new Failure("There is no letter %s: ./scrm dlt list tells which there are".formatted(id));
    }

    private static String line(JsonNode letter) {
        return "%s  %s  %s  %s attempts  %s"
                .formatted(
                        letter.path("at").asString(),
                        letter.path("id").asString(),
                        letter.path("eventType").asString("?"),
                        letter.path("attempts").asInt(),
                        letter.path("cause").path(0).asString(""));
    }

    private static String reason(Arguments options) {
        return options.value("--reason")
                .filter(reason -> !reason.isBlank())
                .orElseThrow(() -> new Failure("--reason is missing: a letter is not discarded without one"));
    }

    private List<String> corps(Arguments options) {
        return options.value("--corp")
                .map(List::of)
                .orElseGet(
                        () -> StackState.running(home).map(StackState::corpIds).orElse(List.of()));
    }

    private static List<String> services(Arguments options) {
        List<String> known = Stream.of(Service.values())
                .filter(service -> service != Service.GATEWAY)
                .map(service -> service.name().toLowerCase(Locale.ROOT))
                .toList();
        Optional<String> wanted = options.value("--service");
        wanted.filter(service -> !known.contains(service)).ifPresent(service -> {
            throw new Failure("--service takes one of " + String.join(", ", known) + ", not " + service);
        });
        return wanted.map(List::of).orElse(known);
    }

    private StackClient client() {
        return StackClient.running(home)
                .orElseThrow(() -> new Failure("Nothing runs: ./scrm up starts it, then ask again"));
    }
}
