package scrm.rest.idempotency;

import org.jspecify.annotations.Nullable;

/** What a client was told, as far as it is kept. */
record Answer(
        int status,
        @Nullable String contentType,
        @Nullable String location,
        @Nullable String etag,
        String body) {}
