package scrm.harness;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks through all that a service's database holds, whatever tables it has. */
public final class HeldText {
    private HeldText() {}

    /** The columns, as {@code table.column}, in which a text occurs. */
    public static List<String> places(JdbcClient client, String text) {
        List<String> places = new ArrayList<>();
        client.sql("""
                        SELECT c.table_name, c.column_name
                        FROM information_schema.columns c
                        JOIN information_schema.tables t
                            ON t.table_schema = c.table_schema AND t.table_name = c.table_name
                        WHERE c.table_schema = DATABASE() AND t.table_type = 'BASE TABLE'
                            AND c.data_type IN ('char', 'varchar', 'tinytext', 'text', 'mediumtext', 'longtext', 'json',
                                'binary', 'varbinary', 'blob', 'mediumblob', 'longblob')
                        """)
                .query((row, _) -> List.of(row.getString(1), row.getString(2)))
                .list()
                .forEach(column -> {
                    long found = client.sql("SELECT COUNT(*) FROM `" + column.getFirst() + "` WHERE LOCATE(:text, `"
                                    + column.getLast() + "`) > 0")
                            .param("text", text)
                            .query(Long.class)
                            .single();
                    if (found > 0) {
                        places.add(column.getFirst() + "." + column.getLast());
                    }
                });
        return places;
    }
}
