package scrm.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import scrm.events.CorpId;
import scrm.wecom.callback.CallbackKeys;

/** The corps that benchmarks play, by number. */
final class BenchCorps {
    /** Of the one app that each has. */
    static final String SECRET = "secret";

    static final long AGENT_ID = 1_000_002;

    private BenchCorps() {}

    static CallbackKeys keys(int corp) {
        return new CallbackKeys(new CorpId("wwbench%012d".formatted(corp)), token(corp), aesKey(corp));
    }

    static List<CallbackKeys> keysOfFirst(int corps) {
        return IntStream.range(0, corps).mapToObj(BenchCorps::keys).toList();
    }

    static String token(int corp) {
        return "token" + corp;
    }

    static String aesKey(int corp) {
        return "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q%03dC".formatted(corp);
    }

    /** A corps file with the first so many. */
    static Path file(Path folder, int corps) throws IOException {
        StringBuilder yaml = new StringBuilder();
        for (int corp = 0; corp < corps; corp++) {
            yaml.append("""
                    - corpId: %s
                      name: Corp %d
                      timezone: Asia/Shanghai
                      agentId: %d
                      secret: %s
                      callbackToken: %s
                      callbackAesKey: %s
                    """.formatted(keys(corp).corpId(), corp, AGENT_ID, SECRET, token(corp), aesKey(corp)));
        }
        return Files.writeString(folder.resolve("corps.yaml"), yaml);
    }
}
