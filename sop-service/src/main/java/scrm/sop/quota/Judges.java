package scrm.sop.quota;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/** What holds for a corp at this moment, read each time so that a change holds at once on every instance. */
@Service
class Judges {
    private final Rulesets rulesets;
    private final Corps corps;

    Judges(Rulesets rulesets, Corps corps) {
        this.rulesets = rulesets;
        this.corps = corps;
    }

    Judge of(CorpId corpId) {
        ZoneId zone = corps.find(corpId).map(Corp::timezone).orElse(ZoneOffset.UTC);
        return new Judge(rulesets.find(corpId).orElse(Rulesets.Version.NONE).ruleset(), zone);
    }
}
