package scrm.localstack.faults;

import java.util.ArrayList;
import java.util.List;

import scrm.localstack.LocalStack;
import scrm.localstack.Service;
import scrm.stores.StoreAddresses;

/** Whoever looks after the database server, and can have it refuse others. */
final class MySqlAdmin implements AutoCloseable {
    private static final String NAME = "fault_admin";

    /** Fewer than our services have open; the server takes no smaller number. */
    private static final int FEW = 10;

    private final StoreAddresses addresses;
    private final JdbcCounts server;

    private MySqlAdmin(StoreAddresses addresses, JdbcCounts server) {
        this.addresses = addresses;
        this.server = server;
    }

    static MySqlAdmin of(LocalStack stack) {
        StoreAddresses stores = stack.stores().addresses();
        try (JdbcCounts user = JdbcCounts.of(stack, Service.CHANNEL)) {
            user.change("CREATE USER IF NOT EXISTS '%s'@'%%' IDENTIFIED BY '%s'".formatted(NAME, NAME));
            user.change("GRANT ALL ON *.* TO '%s'@'%%' WITH GRANT OPTION".formatted(NAME));
        }
        return new MySqlAdmin(stores, JdbcCounts.as(NAME, NAME, stores.jdbcUrl("")));
    }

    /** A state of the server that lasts until it is closed. */
    @FunctionalInterface
    interface Refusing extends AutoCloseable {
        @Override
        void close();
    }

    /** It takes no writing from our services, as a replica does that they were led to by mistake. */
    Refusing readOnly() {
        // Who has this privilege writes all the same.
        String privilege = isMariaDb() ? "READ_ONLY ADMIN" : "";
        take(privilege);
        server.change("SET GLOBAL %s = 1".formatted(isMariaDb() ? "read_only" : "super_read_only"));
        hangUp(0);
        return () -> {
            server.change("SET GLOBAL read_only = 0");
            give(privilege);
            hangUp(0);
        };
    }

    /** It takes no connection, and has ended those that there were. */
    Refusing noConnections() {
        // A place is kept for who has this privilege.
        String privilege = isMariaDb() ? "CONNECTION ADMIN" : "CONNECTION_ADMIN, SUPER";
        long before = server.count("SELECT @@GLOBAL.max_connections");
        take(privilege);
        server.change("SET GLOBAL max_connections = " + FEW);
        List<JdbcCounts> places = new ArrayList<>();
        hangUp(0);
        // Until nobody else comes in; our services are quick to take what is free.
        for (int i = 0; i < 100 * FEW && places.size() < FEW; i++) {
            try {
                places.add(JdbcCounts.as(addresses.mysqlUser(), addresses.mysqlPassword(), addresses.jdbcUrl("")));
            } catch (IllegalStateException full) {
                hangUp(places.size());
            }
        }
        return () -> {
            server.change("SET GLOBAL max_connections = " + before);
            give(privilege);
            places.forEach(JdbcCounts::close);
        };
    }

    private boolean isMariaDb() {
        return server.count("SELECT VERSION() LIKE '%MariaDB%'") == 1;
    }

    private void take(String privilege) {
        if (!privilege.isEmpty()) {
            server.change("REVOKE %s ON *.* FROM '%s'@'%%'".formatted(privilege, addresses.mysqlUser()));
        }
    }

    private void give(String privilege) {
        if (!privilege.isEmpty()) {
            server.change("GRANT %s ON *.* TO '%s'@'%%'".formatted(privilege, addresses.mysqlUser()));
        }
    }

    /** @param ours how many of the connections are a row's, which came last */
    private void hangUp(int ours) {
        List<Long> connections = server.all("SELECT id FROM information_schema.processlist WHERE user = '%s' ORDER BY"
                        .formatted(addresses.mysqlUser())
                + " db IS NULL, id");
        connections.subList(0, Math.max(0, connections.size() - ours)).forEach(this::kill);
    }

    private void kill(long connection) {
        try {
            server.change("KILL " + connection);
        } catch (IllegalStateException gone) {
            // It has ended by itself.
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
