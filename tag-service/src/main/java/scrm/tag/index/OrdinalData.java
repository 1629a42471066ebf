package scrm.tag.index;

import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.tag.contact.PersonalData;

/**
 * What the index holds about a contact beside what it reads elsewhere: a number. Erased first, for the number must be
 * noted while the contact's row is still there.
 */
@Service
@Order(Ordered.HIGHEST_PRECEDENCE)
class OrdinalData implements PersonalData {
    private final JdbcOrdinals ordinals;

    OrdinalData(JdbcOrdinals ordinals) {
        this.ordinals = ordinals;
    }

    @Override
    public String section() {
        return "segmentIndex";
    }

    @Override
    public Object export(CorpId corpId, ExternalUserId externalUserId) {
        return Map.of("ordinals", ordinals.known(corpId, externalUserId));
    }

    @Override
    public void erase(CorpId corpId, ExternalUserId externalUserId) {
        ordinals.erase(corpId, externalUserId);
    }
}
