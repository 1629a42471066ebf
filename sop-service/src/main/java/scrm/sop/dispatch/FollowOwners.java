package scrm.sop.dispatch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Service;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.sop.audience.GroupTarget;
import scrm.sop.audience.GroupTargets;
import scrm.sop.dispatch.StepKind.Ready;
import scrm.sop.due.DueStep;
import scrm.sop.due.DueStepId;
import scrm.sop.due.DueSteps;

/**
 * In a group chat its owner speaks, who may be another than when the group was enrolled. Steps of such groups go over
 * to the owner, and so to the shard in which the owner's others are: there they are taken at once.
 */
@Service
class FollowOwners {
    private final GroupTargets groups;
    private final DueSteps steps;

    FollowOwners(GroupTargets groups, DueSteps steps) {
        this.groups = groups;
        this.steps = steps;
    }

    /** Hands steps over to those who own their groups by now; returns the others, by one query a corp. */
    List<Ready> keepOwn(List<Ready> ready) {
        Map<CorpId, Map<ChatId, GroupTarget>> known = known(ready);
        List<Ready> own = new ArrayList<>();
        Map<UserId, List<DueStepId>> others = new LinkedHashMap<>();
        for (Ready each : ready) {
            DueStep step = each.step();
            UserId owner = owner(known, step);
            if (owner.equals(step.userId())) {
                own.add(each);
            } else {
                others.computeIfAbsent(owner, _ -> new ArrayList<>()).add(step.id());
            }
        }
        others.forEach(steps::handOn);
        return own;
    }

    private Map<CorpId, Map<ChatId, GroupTarget>> known(List<Ready> ready) {
        Map<CorpId, Set<ChatId>> asked = new HashMap<>();
        for (Ready each : ready) {
            ChatId chatId = each.step().target().group();
            if (chatId != null) {
                asked.computeIfAbsent(each.step().corpId(), _ -> new LinkedHashSet<>())
                        .add(chatId);
            }
        }
        Map<CorpId, Map<ChatId, GroupTarget>> known = new HashMap<>();
        asked.forEach((corpId, chatIds) -> known.put(corpId, groups.find(corpId, chatIds)));
        return known;
    }

    /** Whoever it was before, if nobody has told since. */
    private static UserId owner(Map<CorpId, Map<ChatId, GroupTarget>> known, DueStep step) {
        ChatId chatId = step.target().group();
        GroupTarget group = chatId == null
                ? null
                : known.getOrDefault(step.corpId(), Map.of()).get(chatId);
        UserId owner = group == null ? null : group.owner();
        return owner == null ? step.userId() : owner;
    }
}
