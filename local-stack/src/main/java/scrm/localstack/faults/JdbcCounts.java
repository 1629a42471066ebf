package scrm.localstack.faults;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import scrm.localstack.LocalStack;
import scrm.localstack.Service;
import scrm.stores.StoreAddresses;

/** Looks into a service's database from outside, to find the moment for a fault or to be one. */
final class JdbcCounts implements AutoCloseable {
    private final Connection connection;

    private JdbcCounts(Connection connection) {
        this.connection = connection;
    }

    static JdbcCounts of(LocalStack stack, Service service) {
        StoreAddresses stores = stack.stores().addresses();
        try {
            return new JdbcCounts(DriverManager.getConnection(
                    stores.jdbcUrl(service.database()), stores.mysqlUser(), stores.mysqlPassword()));
        } catch (SQLException e) {
            throw new IllegalStateException("The database of " + service.module() + " cannot be looked at", e);
        }
    }

    /** The one number that a query answers. */
    long count(String query) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** Changes something. */
    void change(String command) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        } catch (SQLException e) {
            throw new IllegalStateException(command, e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("The database was not left in an orderly way", e);
        }
    }
}
