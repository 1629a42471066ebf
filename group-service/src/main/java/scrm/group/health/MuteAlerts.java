package scrm.group.health;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.rest.NotFound;

/** Silences alerts of a group. */
@Service
@Transactional
class MuteAlerts {
    private final GroupFacts groups;
    private final Healths healths;

    MuteAlerts(GroupFacts groups, Healths healths) {
        this.groups = groups;
        this.healths = healths;
    }

    /**
     * @param until null: alerts are opened again
     * @throws NotFound if there is no such group
     */
    void until(CorpId corpId, ChatId chatId, @Nullable Instant until) {
        if (groups.of(corpId, List.of(chatId)).isEmpty()) {
            throw NotFound.of("group-chat");
        }
        healths.mute(corpId, chatId, until);
    }
}
