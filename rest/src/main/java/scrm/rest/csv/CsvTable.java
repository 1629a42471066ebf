package scrm.rest.csv;

import java.util.List;

/**
 * An answer that is also given as {@code text/csv}, if the client accepts that: UTF-8 with a byte order mark, by which
 * Excel knows it, a header with the names that the values have in JSON, and a row for each record. The cells are what
 * JSON says of the same record; an absent or null value is an empty cell.
 */
public interface CsvTable {
    /** What handlers with such an answer produce beside JSON. */
    String MEDIA_TYPE = "text/csv";

    /** Records of one type whose components are plain values; of none there is not even a header. */
    List<? extends Record> rows();
}
