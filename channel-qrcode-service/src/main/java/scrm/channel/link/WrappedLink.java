package scrm.channel.link;

import java.net.URI;
import org.jspecify.annotations.Nullable;

import scrm.channel.livecode.ShortCode;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;

/**
 * A short link that leads elsewhere. It never changes, but for a contact who is forgotten.
 *
 * @param code the end of the short link
 * @param corpId whose link it is
 * @param linkId by which whoever wanted it knows it
 * @param url where it leads
 * @param contact the one to whom it was said; null: it was said to many, and nobody knows who opens it
 */
public record WrappedLink(
        ShortCode code,
        CorpId corpId,
        String linkId,
        URI url,
        @Nullable ExternalUserId contact) {}
