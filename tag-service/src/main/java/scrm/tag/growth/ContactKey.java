package scrm.tag.growth;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;

/** A contact of a corp. */
record ContactKey(CorpId corpId, ExternalUserId externalUserId) {
    /** In the order of the tables' keys, for a statement's {@code IN}. */
    Object[] columns() {
        return new Object[] {corpId.value(), externalUserId.value()};
    }

    String order() {
        return corpId.value() + "\0" + externalUserId.value();
    }
}
