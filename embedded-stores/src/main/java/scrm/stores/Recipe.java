package scrm.stores;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How one kind of server is installed, started and asked whether it is ready. */
interface Recipe {
    /** Its name in messages, logs and folders. */
    String name();

    /**
     * Unpacks what it needs and makes its data directory if that is still missing.
     *
     * @param home the server's own folder, which exists
     */
    void prepare(Path home) throws IOException;

    /** The command that runs it in the foreground, listening on 127.0.0.1 alone. */
    List<String> command(Path home, int port) throws IOException;

    /** Whether it answers as a client expects, not merely whether its port is open. */
    boolean isReady(Path home, int port) throws IOException;
}
