package scrm.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Some of a list, as it is answered: {@code {"items": [...], "next": "..."}}.
 *
 * @param items in the order of the sort
 * @param next cursor of the next page, null at the end
 * @param total of all pages, only when asked for by {@code ?count=exact}
 * @param <T> what is listed
 */
public record Slice<T>(
        List<T> items,
        @Nullable String next,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long total) {
    public Slice {
        items = List.copyOf(items);
    }

    /**
     * A page of what was read.
     *
     * @param fetched up to {@link PageRequest#fetchSize()} items; one past the limit only says that there is more
     * @param position where an item stands in the list
     */
    public static <T> Slice<T> of(List<T> fetched, PageRequest page, Function<? super T, Cursor> position) {
        if (fetched.size() <= page.limit()) {
            return new Slice<>(fetched, null, null);
        }
        T last = fetched.get(page.limit() - 1);
        return new Slice<>(
                fetched.subList(0, page.limit()), position.apply(last).encode(page.list()), null);
    }

    public Slice<T> withTotal(long all) {
        return new Slice<>(items, next, all);
    }

    public <R> Slice<R> map(Function<? super T, R> view) {
        return new Slice<>(items.stream().<R>map(view).toList(), next, total);
    }
}
