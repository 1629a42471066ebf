package scrm.sop.audience;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The token by which this service is known to the others. The file is read for each call: tokens are short-lived and
 * replaced in place, and a small file costs nothing beside the call. It is never logged.
 */
final class TokenFile {
    private static final Logger log = LoggerFactory.getLogger(TokenFile.class);

    private final @Nullable Path file;
    private volatile String complaint = "";

    /** @param file its path; blank or absent: there is none */
    TokenFile(@Nullable String file) {
        this.file = file == null || file.isBlank() ? null : Path.of(file);
    }

    /** The token; empty, and said once in the log, if there is none. */
    Optional<String> read() {
        if (file == null) {
            return none("is not set");
        }
        try {
            String token = Files.readString(file).strip();
            if (token.isEmpty()) {
                return none("names an empty file");
            }
            complaint = "";
            return Optional.of(token);
        } catch (IOException e) {
            return none("names a file that cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private Optional<String> none(String why) {
        if (!why.equals(complaint)) {
            complaint = why;
            log.error("No other service can be asked: SCRM_SERVICE_TOKEN_FILE {}", why);
        }
        return Optional.empty();
    }
}
