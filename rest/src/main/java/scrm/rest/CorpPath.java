package scrm.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

import scrm.events.CorpId;

/**
 * Paths below a corp, as filters read them before any controller does: decoded, as the controller will have them, or
 * whoever writes a letter as {@code %77} would be somebody else here.
 */
public final class CorpPath {
    private static final String PREFIX = "/v1/corps/";

    private CorpPath() {}

    /** The corp of the path; empty if the path has none, or none that can be one. */
    public static Optional<CorpId> corpId(HttpServletRequest request) {
        String path = request.getServletPath();
        int end = end(path);
        if (end < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CorpId(path.substring(PREFIX.length(), end)));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // refused as a path variable, in words that name it
        }
    }

    /** What stands behind the corp: {@code plans/7}. Empty if nothing does. */
    public static String rest(HttpServletRequest request) {
        String path = request.getServletPath();
        int end = end(path);
        return end < 0 ? "" : path.substring(end + 1);
    }

    private static int end(String path) {
        return path.startsWith(PREFIX) ? path.indexOf('/', PREFIX.length()) : -1;
    }
}
