package scrm.rest;

import org.jspecify.annotations.Nullable;

/**
 * The version that a client's edit is made on, from {@code If-Match}. A controller takes it as a parameter; the header
 * is then required (428) and one that we never gave is refused (412).
 *
 * <pre>{@code
 * @PutMapping("/v1/corps/{corpId}/channels/{id}")
 * ResponseEntity<ChannelView> edit(…, IfMatch ifMatch) {
 *     Channel edited = editChannel.edit(corpId, id, ifMatch, request); // update … where version = ?
 *     return ETag.ok(edited.version(), ChannelView.of(edited));
 * }
 * }</pre>
 *
 * @param version or null for {@code *}: any version, as long as the thing exists
 */
public record IfMatch(@Nullable Long version) {
    /**
     * Lets the edit pass if it is made on the current version. Checks what was read; the update's own {@code where
     * version = ?} keeps two edits at once apart.
     *
     * @throws PreconditionFailed else
     */
    public void check(long current) {
        if (version != null && version != current) {
            throw new PreconditionFailed();
        }
    }
}
