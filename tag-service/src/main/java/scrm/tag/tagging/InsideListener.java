package scrm.tag.tagging;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import scrm.tag.contact.TagsSeen;
import scrm.tag.corptag.TagsEnsured;
import scrm.tag.corptag.TagsRefused;

/** Hears what other features of this service learn, in the transaction in which they learn it. */
@Component
class InsideListener {
    private final SettleTags settle;

    InsideListener(SettleTags settle) {
        this.settle = settle;
    }

    @EventListener
    void on(TagsSeen seen) {
        settle.seen(seen);
    }

    @EventListener
    void on(TagsEnsured ensured) {
        settle.ensured(ensured);
    }

    @EventListener
    void on(TagsRefused refused) {
        settle.refused(refused);
    }
}
