package scrm.sop.quota;

import java.time.Clock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.rest.IfMatch;
import scrm.rest.PreconditionFailed;
import scrm.sop.quota.Rulesets.Version;

/** Changes a corp's rules. */
@Service
class KeepRuleset {
    private final Rulesets rulesets;
    private final Clock clock;

    KeepRuleset(Rulesets rulesets, Clock clock) {
        this.rulesets = rulesets;
        this.clock = clock;
    }

    @Transactional
    public Version replace(CorpId corpId, IfMatch ifMatch, Ruleset ruleset) {
        Version current = rulesets.find(corpId).orElse(Version.NONE);
        ifMatch.check(current.version());
        if (!rulesets.replace(corpId, current.version(), ruleset, clock.instant())) {
            throw new PreconditionFailed();
        }
        return new Version(current.version() + 1, ruleset);
    }
}
