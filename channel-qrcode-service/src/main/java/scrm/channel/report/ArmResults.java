package scrm.channel.report;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;

import scrm.channel.livecode.LiveCodeId;
import scrm.channel.livecode.WelcomeExperiment;
import scrm.events.CorpId;
import scrm.rest.Share;

/** What became of the contacts who were split among the arms of a welcome. */
interface ArmResults {
    /**
     * Results by arm. A contact counts once, with its first welcome in the experiment; what it did counts from then on.
     *
     * @param boughtWithinDays for how long an order counts
     * @param now whoever came too late to be judged by now is not counted as judged
     */
    Map<Arm, Result> of(
            CorpId corpId,
            LiveCodeId liveCodeId,
            Collection<WelcomeExperiment> experiments,
            int boughtWithinDays,
            Instant now);

    /**
     * An arm.
     *
     * @param experimentId the {@link WelcomeExperiment}'s
     */
    record Arm(long experimentId, String arm) {}

    /**
     * What became of an arm's contacts.
     *
     * @param assigned how many there are
     * @param sent how many of them WeCom took the welcome for
     * @param lostIn1Day of those who came a day ago or earlier
     * @param lostIn7Days of those who came 7 days ago or earlier
     * @param bought of those for whom the time in which an order counts is over
     */
    record Result(long assigned, long sent, Share lostIn1Day, Share lostIn7Days, Share bought) {
        static final Result NONE = new Result(0, 0, new Share(0, 0), new Share(0, 0), new Share(0, 0));

        Result plus(Result other) {
            return new Result(
                    assigned + other.assigned,
                    sent + other.sent,
                    lostIn1Day.plus(other.lostIn1Day),
                    lostIn7Days.plus(other.lostIn7Days),
                    bought.plus(other.bought));
        }
    }
}
