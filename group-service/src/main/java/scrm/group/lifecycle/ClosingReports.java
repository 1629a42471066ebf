package scrm.group.lifecycle;

import java.util.Optional;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.group.lifecycle.Lifecycles.Change;

/** Reports of groups that close. */
interface ClosingReports {
    /** Counts a group and keeps the figures as they are now; a group that closes again gets another report. */
    void freeze(CorpId corpId, ChatId chatId, Change change, Facts facts);

    /** The latest of a group. */
    Optional<ClosingReport> find(CorpId corpId, ChatId chatId);
}
