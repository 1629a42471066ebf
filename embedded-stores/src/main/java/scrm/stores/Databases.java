package scrm.stores;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;

/** Creates and drops databases. */
public final class Databases {
    private final StoreAddresses addresses;

    /** @param addresses where the server is */
    public Databases(StoreAddresses addresses) {
        this.addresses = addresses;
    }

    /** Creates those that do not exist. @throws IllegalStateException naming the server if it cannot be reached */
    public void create(Collection<String> names) {
        execute(names.stream()
                .map(name -> "CREATE DATABASE IF NOT EXISTS `" + name + "` CHARACTER SET utf8mb4")
                .toList());
    }

    /** Drops those that exist. */
    public void drop(Collection<String> names) {
        execute(names.stream()
                .map(name -> "DROP DATABASE IF EXISTS `" + name + "`")
                .toList());
    }

    private void execute(Collection<String> statements) {
        try (Connection connection = DriverManager.getConnection(
                        addresses.jdbcUrl("") + "&connectTimeout=5000&socketTimeout=30000",
                        addresses.mysqlUser(),
                        addresses.mysqlPassword());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "MySQL at %s (user %s) cannot be used: %s"
                            .formatted(addresses.mysqlUrl(), addresses.mysqlUser(), e.getMessage()),
                    e);
        }
    }
}
