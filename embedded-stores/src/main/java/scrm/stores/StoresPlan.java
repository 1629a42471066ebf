package scrm.stores;

import java.nio.file.Path;

/**
 * What to start, and where.
 *
 * @param home the folder for data and logs; made if missing, data in it is kept
 * @param database which server speaks the MySQL protocol
 * @param durable true for commits that survive a power cut, false for tests, whose data nobody misses
 * @param usualPorts true to take the ports 13306, 19092 and 16379 if they are free, false for any free ones
 * @param bufferPoolMegabytes how much of its data the database keeps in memory
 */
public record StoresPlan(Path home, Database database, boolean durable, boolean usualPorts, int bufferPoolMegabytes) {
    private static final int SMALL = 128;

    /** With little memory, which does for all but millions of rows. */
    public StoresPlan(Path home, Database database, boolean durable, boolean usualPorts) {
        this(home, database, durable, usualPorts, SMALL);
    }

    /** The servers that speak the MySQL protocol. */
    public enum Database {
        /** MariaDB 11.4, from Maven Central: the default. */
        MARIADB,
        /** MySQL 9, from Debian's packages: what production runs. */
        MYSQL_9;

        /** Reads the switch {@code --mysql 9}; empty or {@code mariadb} is the default. */
        public static Database of(String word) {
            return switch (word.trim()) {
                case "", "mariadb" -> MARIADB;
                case "9" -> MYSQL_9;
                default -> throw new IllegalArgumentException("--mysql takes 9 or mariadb, not " + word);
            };
        }
    }
}
