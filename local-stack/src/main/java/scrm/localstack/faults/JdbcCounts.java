package scrm.localstack.faults;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import scrm.localstack.LocalStack;
import scrm.localstack.Service;
import scrm.stores.StoreAddresses;

/** Looks into a service's database from outside, to find the moment for a fault or to be one. */
final class JdbcCounts implements AutoCloseable {
    private static final String TEXT_COLUMNS = """
            SELECT table_name, column_name FROM information_schema.columns
            WHERE table_schema = DATABASE()
                AND data_type IN ('char', 'varchar', 'text', 'mediumtext', 'longtext', 'json', 'varbinary', 'mediumblob')
            """;

    private final Connection connection;

    private JdbcCounts(Connection connection) {
        this.connection = connection;
    }

    static JdbcCounts of(LocalStack stack, Service service) {
        StoreAddresses stores = stack.stores().addresses();
        return as(stores.mysqlUser(), stores.mysqlPassword(), stores.jdbcUrl(service.database()));
    }

    static JdbcCounts as(String user, String password, String url) {
        try {
            return new JdbcCounts(DriverManager.getConnection(url, user, password));
        } catch (SQLException e) {
            throw new IllegalStateException("The database cannot be looked at: " + url, e);
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

    /** The numbers of a query's one column. */
    List<Long> all(String query) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<Long> all = new ArrayList<>();
            while (result.next()) {
                all.add(result.getLong(1));
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** Columns of the database, with their tables, in which a text stands somewhere. */
    List<String> columnsWith(String text) {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet columns = statement.executeQuery(TEXT_COLUMNS)) {
            while (columns.next()) {
                String table = columns.getString(1);
                String column = columns.getString(2);
                if (count("SELECT COUNT(*) FROM `%s` WHERE CAST(`%s` AS CHAR) LIKE '%%%s%%'"
                                .formatted(table, column, text))
                        > 0) {
                    found.add(table + "." + column);
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("The columns cannot be looked at", e);
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
