package scrm.group.report;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.group.report.ReportController.CostRequest;
import scrm.rest.InvalidRequest;

/** Takes in what groups cost. */
@Service
@Transactional
class KeepCosts {
    private final Reports reports;

    KeepCosts(Reports reports) {
        this.reports = reports;
    }

    /** @throws InvalidRequest if there is no such group */
    void told(CorpId corpId, CostRequest cost) {
        if (reports.group(corpId, cost.chatId()).isEmpty()) {
            throw InvalidRequest.field("chatId", "not_found");
        }
        reports.cost(corpId, cost.chatId(), cost.day(), cost.currency(), cost.amount());
    }
}
