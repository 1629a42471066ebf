package scrm.tag.surveyform;

import scrm.tag.surveylink.Invitation;

/** How often the public page is used; an address is known for a minute, as a hash, and is written to no table. */
interface FormLimits {
    /** Counts one page that is asked for; false if it is one too many. */
    boolean opens(String address);

    /** Counts one form that is sent; false if it is one too many. */
    boolean sends(String address, Invitation invitation);
}
