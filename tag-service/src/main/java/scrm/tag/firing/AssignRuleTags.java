package scrm.tag.firing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.tag.rule.TaggingRule;
import scrm.tag.tagging.AssignTags;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/** Decides the tags that follow from a firing. */
@Service
@Transactional
class AssignRuleTags {
    private static final String ACTOR = "tagging-rules";

    private final AssignTags assign;
    private final Corps corps;

    AssignRuleTags(AssignTags assign, Corps corps) {
        this.assign = assign;
        this.corps = corps;
    }

    /** The day in the corp's time zone. */
    LocalDate today(CorpId corpId, Instant now) {
        ZoneId zone = corps.find(corpId).map(Corp::timezone).orElse(ZoneOffset.UTC);
        return LocalDate.ofInstant(now, zone);
    }

    void assign(Firing firing) {
        TaggingRule rule = firing.rule();
        TaggingRule.Action action = rule.action();
        Integer days = action.expireAfterDays();
        Instant expiresAt = days == null ? null : firing.at().plus(Duration.ofDays(days));
        assign.change(
                rule.corpId(),
                firing.relations().stream()
                        .map(userId -> new AssignTags.Occasion(
                                userId, firing.trigger().externalUserId(), rule.source(), ACTOR, expiresAt))
                        .map(occasion -> new AssignTags.Edit(occasion, action.add(), action.remove()))
                        .toList());
    }
}
