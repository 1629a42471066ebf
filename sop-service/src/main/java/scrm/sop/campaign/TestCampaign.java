package scrm.sop.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

import scrm.events.UserId;
import scrm.rest.Conflict;
import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;
import scrm.sop.campaign.Campaign.Status;
import scrm.sop.campaign.CampaignRequest.TestRequest;
import scrm.sop.content.ChatType;

/** Sends a message to a few before it goes to all. */
@Service
class TestCampaign {
    private final List<Senders> senders;
    private final WordCampaign wordCampaign;
    private final ExpandCampaign expandCampaign;

    TestCampaign(List<Senders> senders, WordCampaign wordCampaign, ExpandCampaign expandCampaign) {
        this.senders = List.copyOf(senders);
        this.wordCampaign = wordCampaign;
        this.expandCampaign = expandCampaign;
    }

    /** In no transaction: owners of groups and names of contacts are asked for. */
    void test(Campaign campaign, TestRequest request) {
        if (campaign.status() == Status.CANCELLING || campaign.status() == Status.CANCELLED) {
            throw Conflict.of("campaign_cancelled");
        }
        String field = campaign.chatType() == ChatType.SINGLE ? "externalUserIds" : "chatIds";
        List<String> receivers = request.receivers(campaign.chatType());
        if (receivers.isEmpty()) {
            throw InvalidRequest.field(field, "required");
        }
        Map<String, UserId> found = senders.stream()
                .filter(known -> known.chatType() == campaign.chatType())
                .findFirst()
                .orElseThrow()
                .of(campaign.corpId(), receivers);
        List<FieldProblem> problems = new ArrayList<>();
        for (int i = 0; i < receivers.size(); i++) {
            if (!found.containsKey(receivers.get(i))) {
                problems.add(new FieldProblem(field + "[" + i + "]", "no_sender"));
            }
        }
        if (!problems.isEmpty()) {
            throw InvalidRequest.fields(problems);
        }
        wordCampaign.learnNames(campaign, receivers);
        expandCampaign.test(campaign, receivers, found, field);
    }
}
