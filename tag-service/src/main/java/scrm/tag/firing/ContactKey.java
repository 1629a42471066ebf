package scrm.tag.firing;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.tag.rule.Trigger;

/** A contact of a corp. */
record ContactKey(CorpId corpId, ExternalUserId externalUserId) {
    static ContactKey of(Trigger trigger) {
        return new ContactKey(trigger.corpId(), trigger.externalUserId());
    }

    /** In the order of the tables' keys, for a statement's {@code IN}. */
    Object[] columns() {
        return new Object[] {corpId.value(), externalUserId.value()};
    }
}
