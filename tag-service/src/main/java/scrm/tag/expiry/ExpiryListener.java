package scrm.tag.expiry;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import scrm.tag.tagging.TagsSettled;

/** Hears what became of decisions about tags, in the transaction that takes it down. */
@Component
class ExpiryListener {
    private final ExpireTags expire;

    ExpiryListener(ExpireTags expire) {
        this.expire = expire;
    }

    @EventListener
    void on(TagsSettled settled) {
        expire.settled(settled);
    }
}
