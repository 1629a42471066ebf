package scrm.channel.livecode;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.wecom.Page;

/**
 * How codes of some kinds are made, found again, changed and taken down at WeCom. Every method calls WeCom, so none may
 * be called in a transaction, and throws {@link scrm.wecom.WeComException} as WeCom answers.
 */
public interface CodeAtWeCom {
    /** The kinds that it is for. */
    Set<LiveCode.Kind> kinds();

    /**
     * Makes the code. Must not be repeated blindly: each call makes one more.
     *
     * @param sending notes that it is sent, right before it is
     */
    Made make(LiveCode liveCode, Runnable sending);

    /** Reads what {@link #make} could not tell; for a code that has its handle. May be repeated. */
    Made read(LiveCode liveCode, String handle);

    /** Whether WeCom lists them, so that {@link #find} can find anything. */
    boolean lists();

    /**
     * Looks for what {@link #make} has made when its answer was lost.
     *
     * @param since when it was called, by our clock
     * @param known tells which of some handles are ours already
     * @return empty if WeCom does not list it, or not yet
     */
    Optional<Made> find(LiveCode liveCode, Instant since, Function<Collection<String>, Set<String>> known);

    /**
     * A page of all the codes that WeCom has, if it {@linkplain #lists() lists} them, for whoever compares.
     *
     * @return handles, ours and others'
     */
    Page<String> list(CorpId corpId, @Nullable String cursor);

    /** Whether WeCom has the code, for whoever compares. */
    boolean isThere(LiveCode liveCode, String handle);

    /** Makes WeCom's code what the live code is by now. May be repeated. */
    void change(LiveCode liveCode, String handle);

    /** Takes it down; nothing happens if it is gone. May be repeated. */
    void delete(LiveCode liveCode, String handle);

    /**
     * What WeCom has made.
     *
     * @param handle what it calls it
     * @param qrCode the address of its picture, if that is known yet and there is one
     * @param link where it leads, if it is a link
     */
    record Made(
            String handle,
            @Nullable String qrCode,
            @Nullable String link) {
        /** Whether it can be scanned or followed. */
        boolean isComplete() {
            return qrCode != null || link != null;
        }
    }
}
