package scrm.wecom;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param items in WeCom's order
 * @param nextCursor to ask for the next page with, or null at the end
 * @param <T> what is listed
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {
    public Page {
        items = List.copyOf(items);
    }
}
