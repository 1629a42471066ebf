package scrm.sop.link;

import java.net.URI;
import org.jspecify.annotations.Nullable;

import scrm.events.ExternalUserId;

/**
 * A link that is said.
 *
 * @param origin what says it
 * @param url where it leads
 * @param contact the one to whom it is said; null: many
 */
record SaidLink(LinkOrigin origin, URI url, @Nullable ExternalUserId contact) {}
