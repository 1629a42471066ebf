package scrm.stores;

import java.nio.file.Path;

/** What both recipes of the MySQL protocol share: the account, the socket and the question whether it is ready. */
final class MySqlUser {
    static final String NAME = "scrm";

    /** No secret: the server listens on 127.0.0.1 alone and holds test data. */
    static final String PASSWORD = "scrm";

    /** Run at every start. */
    static final String CREATE = """
            CREATE USER IF NOT EXISTS 'scrm'@'%%' IDENTIFIED BY '%s';
            GRANT ALL ON *.* TO 'scrm'@'%%' WITH GRANT OPTION;
            """.formatted(PASSWORD);

    private MySqlUser() {}

    /** A server speaks first, and only after its start-up statements have run. */
    static boolean greets(int port) {
        return !Probe.firstBytesAfter(port, new byte[0], 5).equals("-");
    }

    /** Short, because a Unix socket's path may hold 107 bytes only. */
    static Path socket(int port) {
        return Path.of(System.getProperty("java.io.tmpdir"), "scrm-mysql-" + port + ".sock");
    }
}
