package scrm.localstack;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The token by which services of this stack ask one another: written anew long before it ends, as a platform would. */
final class ServiceToken implements AutoCloseable {
    /** Its file, beside the data. */
    static final String FILE = "service-token";

    private static final String SCOPE = "tags:read tags:write groups:read";
    private static final Duration LIFETIME = Duration.ofHours(24);
    private static final Duration RENEWED_AFTER = Duration.ofHours(1);

    private final DevelopmentIssuer issuer;
    private final Path file;
    private final ScheduledExecutorService renewal = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("service-token").factory());

    ServiceToken(DevelopmentIssuer issuer, Path home) {
        this.issuer = issuer;
        this.file = home.resolve(FILE);
    }

    /** Writes it, and again and again until this process ends. */
    void keepFresh() throws IOException {
        write();
        var _ = renewal.scheduleWithFixedDelay(
                this::renew, RENEWED_AFTER.toSeconds(), RENEWED_AFTER.toSeconds(), TimeUnit.SECONDS);
    }

    private void renew() {
        try {
            write();
        } catch (IOException e) {
            // The old one lives for many renewals: the next try comes soon enough.
            System.err.println("The services' token was not renewed: " + e);
        }
    }

    private void write() throws IOException {
        OwnerOnly.write(file, issuer.token(List.of("*"), SCOPE, LIFETIME));
    }

    @Override
    public void close() {
        renewal.shutdownNow();
    }
}
