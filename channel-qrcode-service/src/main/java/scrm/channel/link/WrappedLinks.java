package scrm.channel.link;

import java.util.Optional;

import scrm.channel.livecode.ShortCode;

/** Links of all corps. */
interface WrappedLinks {
    /** Adds one, unless its code is there already. */
    void add(WrappedLink link);

    /** Of whichever corp: the link is all that its visitor has. */
    Optional<WrappedLink> find(ShortCode code);
}
