package scrm.rest.audit;

import org.jspecify.annotations.Nullable;

/** A write with what was sent, what stood there before, and what was answered, as JSON. */
record AuditDetail(
        AuditEntry entry,
        @Nullable String request,
        @Nullable String before,
        @Nullable String after) {}
