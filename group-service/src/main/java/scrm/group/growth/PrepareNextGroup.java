package scrm.group.growth;

import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.group.charter.Charter;
import scrm.group.charter.CharterChanged;
import scrm.group.charter.KeepCharter;
import scrm.group.growth.FullGroups.Group;
import scrm.group.task.RaiseGroupTask;

/**
 * Prepares the group that goes on where another one is full: its charter, with the next number in its name, and the
 * task of its owner to make it. Once it is there, channel-qrcode-service is told and has the codes of the full group
 * lead into it. WeCom itself opens a group only when the others are full by its own count, far above the soft cap; if
 * it does, that one is taken.
 */
@Service
class PrepareNextGroup {
    private final FullGroups fullGroups;
    private final KeepCharter keepCharter;
    private final RaiseGroupTask raiseGroupTask;

    PrepareNextGroup(FullGroups fullGroups, KeepCharter keepCharter, RaiseGroupTask raiseGroupTask) {
        this.fullGroups = fullGroups;
        this.keepCharter = keepCharter;
        this.raiseGroupTask = raiseGroupTask;
    }

    /** It may be full already when its charter is approved. */
    @EventListener
    void on(CharterChanged changed) {
        if (!fullGroups
                .withoutNext(Set.of(new Group(changed.corpId(), changed.chatId())))
                .isEmpty()) {
            prepare(changed.corpId(), changed.chatId());
        }
    }

    /** Once for each full group. */
    @Transactional
    public void prepare(CorpId corpId, ChatId full) {
        keepCharter.createNext(corpId, full, NextName::of).ifPresent(next -> {
            Charter.Definition definition = next.definition();
            definition
                    .owner()
                    .ifPresent(owner -> raiseGroupTask.make(corpId, next.id().toString(), owner, definition.name()));
        });
    }
}
