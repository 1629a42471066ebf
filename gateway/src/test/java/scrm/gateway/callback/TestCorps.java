package scrm.gateway.callback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import scrm.events.CorpId;
import scrm.wecom.callback.CallbackKeys;

/** The corps that the tests play. */
final class TestCorps {
    /** The corp of Tencent's published examples. */
    static final CallbackKeys OFFICIAL =
            new CallbackKeys(new CorpId("wx5823bf96d3bd56c7"), "QDG6eK", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C");

    /** Another one. */
    static final CallbackKeys OTHER =
            new CallbackKeys(new CorpId("wwother"), "othertoken", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG");

    /** One with the token and the key of the official one, as nobody should have it. */
    static final CallbackKeys TWIN =
            new CallbackKeys(new CorpId("wwtwin"), "QDG6eK", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C");

    static final List<String> SECRETS = List.of(
            "QDG6eK",
            "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C",
            "othertoken",
            "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
            "app-secret");

    private static final String ENTRY = """
            - corpId: %s
              name: Test
              timezone: Asia/Shanghai
              agentId: 1000002
              secret: app-secret
              callbackToken: "%s"
              callbackAesKey: "%s"
            """;

    private TestCorps() {}

    /** A corps file with these corps, and one whose key is not one. */
    static String file() {
        try {
            Path file = Files.createTempFile("corps", ".yaml");
            Files.writeString(
                    file,
                    ENTRY.formatted("wx5823bf96d3bd56c7", SECRETS.get(0), SECRETS.get(1))
                            + ENTRY.formatted("wwbroken", "token", "too-short")
                            + ENTRY.formatted("wwother", SECRETS.get(2), SECRETS.get(3))
                            + ENTRY.formatted("wwtwin", SECRETS.get(0), SECRETS.get(1)));
            file.toFile().deleteOnExit();
            return file.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
