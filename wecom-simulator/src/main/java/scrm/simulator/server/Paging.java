package scrm.simulator.server;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Pages with opaque cursors, ended by an empty {@code next_cursor}. */
public final class Paging {
    private Paging() {}

    /** Fills one page of {@code all} into the reply. */
    public static <T> void page(
            ObjectNode reply,
            String name,
            List<T> all,
            @Nullable String cursor,
            int limit,
            Function<T, JsonNode> show) {
        int from = (int) Math.min(position(cursor), all.size());
        int to = Math.min(from + limit, all.size());
        ArrayNode page = reply.putArray(name);
        all.subList(from, to).forEach(one -> page.add(show.apply(one)));
        reply.put("next_cursor", to < all.size() ? cursor(to) : "");
    }

    /** Hides a position. */
    public static String cursor(long position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("c:" + position).getBytes(StandardCharsets.US_ASCII));
    }

    /** The position that a cursor hides; 0 if there is none; 50100 if it is not one of ours. */
    public static long position(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return 0;
        }
        try {
            String plain = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            if (plain.startsWith("c:")) {
                return Long.parseLong(plain.substring(2));
            }
        } catch (IllegalArgumentException e) {
            // Neither Base64 nor a number: refused below.
        }
        throw new WeComError(50100, "invalid cursor");
    }
}
