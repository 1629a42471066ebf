package scrm.rest;

import java.net.URI;
import org.springframework.http.ResponseEntity;

/** Answers that carry the version of what they show, for a later {@code If-Match}. */
public final class ETag {
    private ETag() {}

    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /** 200, or 304 when the client already has this version. */
    public static <T> ResponseEntity<T> ok(long version, T body) {
        return ResponseEntity.ok().eTag(of(version)).body(body);
    }

    /** 201. */
    public static <T> ResponseEntity<T> created(URI location, long version, T body) {
        return ResponseEntity.created(location).eTag(of(version)).body(body);
    }
}
