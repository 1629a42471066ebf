package scrm.localstack.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

import scrm.localstack.Failure;
import scrm.localstack.Json;
import scrm.localstack.StackClient;

/** {@code ./scrm doctor}: what the running stack's gateway finds when it compares settings with what runs. */
final class DoctorCommand {
    private final Path home;

    DoctorCommand(Path home) {
        this.home = home;
    }

    /** 1 if a check fails. */
    int run(List<String> arguments) {
        Arguments options = new Arguments(arguments, Set.of(), Set.of("--json"));
        StackClient stack = StackClient.running(home)
                .orElseThrow(() -> new Failure("Nothing runs: ./scrm up starts it, then ask again"));
        String language = System.getProperty("scrm.lang", "").isEmpty() ? "en" : "zh-CN";
        Json.Answer answer = stack.everyCorp().send("GET", "/v1/doctor", null, "Accept-Language", language);
        if (!answer.isOk()) {
            throw new Failure(answer.body().path("detail").asString("The gateway does not answer"));
        }
        JsonNode report = answer.body();
        if (options.has("--json")) {
            System.out.println(Json.MAPPER.writeValueAsString(report));
        } else {
            report.path("checks").forEach(DoctorCommand::print);
        }
        return report.path("status").asString().equals("fail") ? 1 : 0;
    }

    private static void print(JsonNode line) {
        String corp = line.path("corpId").asString("");
        System.out.println("%-5s %-18s %s%s"
                .formatted(
                        line.path("status").asString(),
                        line.path("name").asString(),
                        corp.isEmpty() ? "" : corp + ": ",
                        line.path("seen").asString()));
        if (line.has("fix")) {
            System.out.println("      -> " + line.path("fix").asString());
        }
    }
}
