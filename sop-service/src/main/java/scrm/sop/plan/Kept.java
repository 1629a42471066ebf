package scrm.sop.plan;

import scrm.sop.content.ContentRequest;
import scrm.sop.content.Wording;
import scrm.sop.moment.MomentContent;
import scrm.sop.moment.MomentContentRequest;

/** What becomes of contents as clients write them. */
interface Kept {
    /** @param field where it stands in the body */
    Wording message(ContentRequest content, String field);

    /**
     * A material that tells members what to do.
     *
     * @param field where it stands in the body
     */
    Wording task(String materialId, String field);

    /** @param field where it stands in the body */
    MomentContent moment(MomentContentRequest content, String field);
}
