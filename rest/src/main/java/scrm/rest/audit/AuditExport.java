package scrm.rest.audit;

import java.util.List;

import scrm.rest.csv.CsvTable;

/** Entries as a table. */
record AuditExport(List<AuditEntry> rows) implements CsvTable {
    AuditExport {
        rows = List.copyOf(rows);
    }
}
