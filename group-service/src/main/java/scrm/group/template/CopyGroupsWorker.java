package scrm.group.template;

import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.group.charter.Charter;
import scrm.group.charter.Charters;
import scrm.group.charter.KeepCharter;
import scrm.group.charter.OpenGroup;
import scrm.group.task.RaiseGroupTask;
import scrm.group.template.GroupTemplates.Copy;
import scrm.messaging.job.JobHandler;

/**
 * Makes copies of a group, a lot in each transaction: the charter, and the code that is asked for or the task of the
 * owner to make the group. Tags, plans and topics follow by event once the group is there.
 */
@Component
class CopyGroupsWorker implements JobHandler<CopyGroups> {
    private static final int LOT = 20;

    private final GroupTemplates templates;
    private final Charters charters;
    private final KeepCharter keepCharter;
    private final OpenGroup openGroup;
    private final RaiseGroupTask raiseGroupTask;

    CopyGroupsWorker(
            GroupTemplates templates,
            Charters charters,
            KeepCharter keepCharter,
            OpenGroup openGroup,
            RaiseGroupTask raiseGroupTask) {
        this.templates = templates;
        this.charters = charters;
        this.keepCharter = keepCharter;
        this.openGroup = openGroup;
        this.raiseGroupTask = raiseGroupTask;
    }

    @Override
    public String kind() {
        return CopyGroups.KIND;
    }

    @Override
    public Class<CopyGroups> parametersType() {
        return CopyGroups.class;
    }

    @Override
    public Slice next(Position<CopyGroups> position) {
        CorpId corpId = position.corpId();
        CopyGroups parameters = position.parameters();
        List<Copy> lot = templates.left(corpId, position.jobId(), LOT);
        Set<ChatId> open = charters.open(corpId, parameters.chatIds());
        List<ChatId> chatIds =
                parameters.chatIds().stream().filter(open::contains).toList();
        Slice slice = lot.size() < LOT
                ? Slice.last(lot.size(), List.of())
                : Slice.upTo(Integer.toString(lot.getLast().number()), lot.size(), List.of());
        return slice.with(() -> lot.forEach(copy -> make(position, copy, chatIds)));
    }

    private void make(Position<CopyGroups> position, Copy copy, List<ChatId> chatIds) {
        CorpId corpId = position.corpId();
        Charter charter =
                keepCharter.createApproved(corpId, position.parameters().of(copy), null);
        String channelId = position.parameters().channelId();
        if (channelId == null || chatIds.isEmpty()) {
            raiseGroupTask.make(corpId, charter.id().toString(), copy.owner(), copy.name());
        } else {
            openGroup.ask(corpId, charter.id(), channelId, chatIds);
        }
        templates.made(corpId, position.jobId(), copy.number(), charter.id());
    }
}
