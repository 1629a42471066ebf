package scrm.rest;

import org.jspecify.annotations.Nullable;

/**
 * What a client asks of a list: {@code ?limit=&cursor=}, and {@code count=exact} where it is {@link Counted}. A
 * controller takes it as a parameter; unset, it is the first 50.
 *
 * <pre>{@code
 * @GetMapping("/v1/corps/{corpId}/channels")
 * Slice<ChannelView> list(@PathVariable CorpId corpId, PageRequest page) {
 *     return Slice.of(channels.after(corpId, page.after(), page.fetchSize()), page, c -> Cursor.at(c.id()))
 *             .map(ChannelView::of);
 * }
 * }</pre>
 *
 * @param limit items wanted, 1 to 200
 * @param after where to go on, or null at the start
 * @param exactCount whether the client pays for a total
 * @param list path and filters: a cursor of one list does not open another
 */
public record PageRequest(int limit, @Nullable Cursor after, boolean exactCount, String list) {
    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 200;

    /** Rows to read: one more than wanted, which tells whether there is a next page. */
    public int fetchSize() {
        return limit + 1;
    }
}
