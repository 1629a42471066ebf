package scrm.messaging.testing;

import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How the server runs a query, and rows enough for it to choose as it would in production. */
public final class QueryPlans {
    private static final String DIGIT = """
            (SELECT 0 n UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6
             UNION SELECT 7 UNION SELECT 8 UNION SELECT 9)""";

    /** A table of the numbers from 0 to 9999, column {@code n}. */
    public static final String NUMBERS = "(SELECT a.n + 10 * b.n + 100 * c.n + 1000 * d.n AS n FROM " + DIGIT + " a, "
            + DIGIT + " b, " + DIGIT + " c, " + DIGIT + " d) numbers";

    private QueryPlans() {}

    /** Fills a table and lets the server take its statistics. */
    public static void fill(JdbcTemplate jdbc, String table, String columns, String values) {
        jdbc.update("INSERT INTO " + table + " (" + columns + ") SELECT " + values + " FROM " + NUMBERS);
        jdbc.execute("ANALYZE TABLE " + table);
    }

    /** The keys that are used, one for each table of the query in the order of the plan. */
    public static List<String> keys(JdbcClient client, String sql, Map<String, Object> parameters) {
        return client.sql("EXPLAIN FORMAT=TRADITIONAL " + sql).params(parameters).query().listOfRows().stream()
                .map(row -> String.valueOf(row.get("key")))
                .toList();
    }
}
