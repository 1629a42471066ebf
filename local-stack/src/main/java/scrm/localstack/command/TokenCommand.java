package scrm.localstack.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;

import scrm.localstack.DevelopmentIssuer;
import scrm.localstack.Failure;
import scrm.localstack.Json;

/** {@code ./scrm token}: prints a token signed by the development key. */
final class TokenCommand {
    private final Path home;

    TokenCommand(Path home) {
        this.home = home;
    }

    int run(List<String> arguments) throws IOException {
        Arguments options = new Arguments(arguments, Set.of("--corp", "--scope", "--lifetime"), Set.of("--json"));
        List<String> corps = List.of(required(options, "--corp", "a corp id, several with commas between, or '*'")
                .split(","));
        String scope = required(options, "--scope", "for example \"tags:read tags:write\"");
        String token = DevelopmentIssuer.in(home).token(corps, scope, lifetime(options));
        System.out.println(options.has("--json") ? Json.MAPPER.writeValueAsString(Map.of("token", token)) : token);
        return 0;
    }

    private static String required(Arguments options, String name, String example) {
        return options.value(name)
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new Failure(name + " is missing: " + example));
    }

    private static Duration lifetime(Arguments options) {
        String text = options.value("--lifetime").orElse("PT12H");
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new Failure("--lifetime takes a duration such as PT12H, not " + text);
        }
    }
}
