package scrm.channel.luretask;

import org.springframework.stereotype.Component;

import scrm.channel.lure.LureId;
import scrm.channel.lure.LureReview;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;

/** Reviews a lure when something about it has changed or one of its days has come. */
@Component
class LureReviewWorker implements WorkHandler<LureReview> {
    private final ReviewLure reviewLure;

    LureReviewWorker(ReviewLure reviewLure) {
        this.reviewLure = reviewLure;
    }

    @Override
    public String kind() {
        return LureReview.KIND;
    }

    @Override
    public Class<LureReview> payloadType() {
        return LureReview.class;
    }

    /**
     * Reviews in a transaction of its own and not in the settling one: there the lure would be locked after its work
     * row, by edits before it.
     */
    @Override
    public Settlement handle(Work<LureReview> work) {
        reviewLure.review(work.corpId(), new LureId(work.payload().lureId()));
        return Settlement.done();
    }
}
