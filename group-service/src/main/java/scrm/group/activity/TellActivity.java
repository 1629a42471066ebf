package scrm.group.activity;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.rest.NotFound;

/** Takes in what a client tells of a group. */
@Service
@Transactional
class TellActivity {
    private final Activity activity;
    private final RecordActivity record;

    TellActivity(Activity activity, RecordActivity record) {
        this.activity = activity;
        this.record = record;
    }

    /** @throws NotFound if there is no such group */
    void told(CorpId corpId, ChatId chatId, ToldDay told) {
        if (!activity.knows(corpId, chatId)) {
            throw NotFound.of("group-chat");
        }
        record.told(corpId, chatId, told);
    }
}
