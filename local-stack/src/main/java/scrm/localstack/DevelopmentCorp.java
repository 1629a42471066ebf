package scrm.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A corp that exists in the simulator alone; our services read it from the same file as real ones.
 *
 * @param corpId its id
 * @param name shown to people
 * @param timezone of its working day
 * @param agentId the app
 * @param secret the app's
 * @param callbackToken signs callbacks
 * @param callbackAesKey encrypts callbacks, 43 characters
 */
public record DevelopmentCorp(
        String corpId,
        String name,
        String timezone,
        long agentId,
        String secret,
        String callbackToken,
        String callbackAesKey) {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /** The last of 43 base64 characters carries four bits only: of the letters, those whose last two bits are zero. */
    private static final String LAST_LETTERS = "AEIMQUYcgkosw048";

    private static final SecureRandom RANDOM = new SecureRandom();

    private static DevelopmentCorp fresh(String corpId, String name, String timezone) {
        return new DevelopmentCorp(
                corpId,
                name,
                timezone,
                1000002,
                random(LETTERS, 43),
                random(LETTERS, 24),
                random(LETTERS, 42) + random(LAST_LETTERS, 1));
    }

    /** One more corp in that file, with fresh secrets, unless it is there. */
    static DevelopmentCorp added(Path file, String corpId, String name, String timezone) throws IOException {
        for (DevelopmentCorp corp : in(file)) {
            if (corp.corpId().equals(corpId)) {
                return corp;
            }
        }
        DevelopmentCorp made = fresh(corpId, name, timezone);
        OwnerOnly.write(file, Files.readString(file) + made.yaml());
        return made;
    }

    /** The two corps of that file; it is made, with fresh secrets, if missing. */
    static List<DevelopmentCorp> in(Path file) throws IOException {
        if (!Files.exists(file)) {
            List<DevelopmentCorp> corps = List.of(
                    fresh("wwa1b2c3d4e5f60718", "晨光零售", "Asia/Shanghai"),
                    fresh("ww9f8e7d6c5b4a3021", "Harbour Tea", "Europe/London"));
            OwnerOnly.write(file, corps.stream().map(DevelopmentCorp::yaml).collect(Collectors.joining()));
        }
        return read(Files.readAllLines(file));
    }

    /** What the simulator needs to know of it; without a URL its callbacks are only logged. */
    Map<String, Object> definition(@Nullable String callbackUrl) {
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("corpId", corpId);
        definition.put("name", name);
        definition.put("agentId", agentId);
        definition.put("secret", secret);
        definition.put("callbackToken", callbackToken);
        definition.put("callbackAesKey", callbackAesKey);
        if (callbackUrl != null) {
            definition.put("callbackUrl", callbackUrl);
        }
        return definition;
    }

    private String yaml() {
        return """
                - corpId: "%s"
                  name: "%s"
                  timezone: "%s"
                  agentId: "%d"
                  secret: "%s"
                  callbackToken: "%s"
                  callbackAesKey: "%s"
                """.formatted(corpId, name, timezone, agentId, secret, callbackToken, callbackAesKey);
    }

    /** Reads the lines that {@link #yaml()} writes, and no other YAML. */
    private static List<DevelopmentCorp> read(List<String> lines) throws IOException {
        List<DevelopmentCorp> corps = new ArrayList<>();
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : lines) {
            String[] pair = line.replaceFirst("^(- |  )", "").split(": ", 2);
            if (pair.length != 2 || pair[1].length() < 2) {
                throw new IOException("corps.yaml was edited by hand: delete it, or start with --corps FILE");
            }
            fields.put(pair[0], pair[1].substring(1, pair[1].length() - 1));
            if (fields.size() == DevelopmentCorp.class.getRecordComponents().length) {
                corps.add(new DevelopmentCorp(
                        fields.getOrDefault("corpId", ""),
                        fields.getOrDefault("name", ""),
                        fields.getOrDefault("timezone", ""),
                        Long.parseLong(fields.getOrDefault("agentId", "0")),
                        fields.getOrDefault("secret", ""),
                        fields.getOrDefault("callbackToken", ""),
                        fields.getOrDefault("callbackAesKey", "")));
                fields.clear();
            }
        }
        return corps;
    }

    private static String random(String letters, int length) {
        return RANDOM.ints(length, 0, letters.length())
                .mapToObj(letters::charAt)
                .map(String::valueOf)
                .collect(Collectors.joining());
    }
}
