package scrm.sop.campaign;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Service;

import scrm.sop.content.ChatType;
import scrm.sop.quota.Admission;
import scrm.sop.quota.Admission.Wanted;
import scrm.sop.quota.Decision;
import scrm.sop.quota.Overflow;
import scrm.sop.quota.Receiver;

/**
 * Lets those receivers through who may get a message now. What a person sends does not wait for a cap to let it pass.
 */
@Service
class AdmitReceivers {
    /** As important as a plan that says nothing about it. */
    private static final int PRIORITY = 5;

    private final Admission admission;

    AdmitReceivers(Admission admission) {
        this.admission = admission;
    }

    /**
     * Who gets it.
     *
     * @param now in the running transaction
     * @param overQuota not at all
     * @param undecided for whom others count at this moment; to be asked for again
     */
    record Admitted(List<String> now, List<String> overQuota, List<String> undecided) {}

    Admitted admit(Campaign campaign, List<String> receivers) {
        Receiver.Kind kind = campaign.chatType() == ChatType.GROUP ? Receiver.Kind.GROUP : Receiver.Kind.CONTACT;
        List<Decision> decisions = admission.admit(
                campaign.corpId(),
                receivers.stream()
                        .map(receiver -> new Wanted(
                                new Receiver(kind, receiver), PRIORITY, null, campaign.sendAt(), Overflow.drop()))
                        .toList());
        List<String> now = new ArrayList<>();
        List<String> overQuota = new ArrayList<>();
        List<String> undecided = new ArrayList<>();
        for (int i = 0; i < decisions.size(); i++) {
            switch (decisions.get(i)) {
                case Decision.Admitted _ -> now.add(receivers.get(i));
                case Decision.Dropped _ -> overQuota.add(receivers.get(i));
                case Decision.WaitUntil _ -> undecided.add(receivers.get(i));
            }
        }
        return new Admitted(now, overQuota, undecided);
    }
}
