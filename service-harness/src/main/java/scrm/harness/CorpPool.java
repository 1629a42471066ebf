package scrm.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import scrm.simulator.CorpDefinition;

/** Corps that the service knows from its start, so that each test can have one that no other has touched. */
final class CorpPool {
    private static final int SIZE = 400;

    private final List<CorpDefinition> corps =
            IntStream.rangeClosed(1, SIZE).mapToObj(CorpPool::definition).toList();
    private final AtomicInteger taken = new AtomicInteger();

    /** The next that is free. */
    CorpDefinition take() {
        int next = taken.getAndIncrement();
        if (next == SIZE) {
            throw new IllegalStateException("All %d corps of the tests have been taken".formatted(SIZE));
        }
        return corps.get(next);
    }

    /** A corps file with all of them. */
    Path file() {
        try {
            Path file = Files.createTempFile("corps", ".yaml");
            file.toFile().deleteOnExit();
            return Files.writeString(file, corps.stream().map(CorpPool::entry).collect(Collectors.joining()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String entry(CorpDefinition corp) {
        return """
                - corpId: %s
                  name: %s
                  timezone: Asia/Shanghai
                  agentId: %d
                  secret: "%s"
                  callbackToken: "%s"
                  callbackAesKey: "%s"
                """.formatted(
                corp.corpId(), corp.name(), corp.agentId(), corp.secret(), corp.callbackToken(), corp.callbackAesKey());
    }

    /** Keys as WeCom makes them: letters and digits only. */
    private static CorpDefinition definition(int number) {
        CorpDefinition derived = CorpDefinition.of("ww" + number);
        return derived.withCallback(
                derived.callbackToken(), derived.callbackAesKey().replaceAll("[^A-Za-z0-9]", "x"));
    }
}
