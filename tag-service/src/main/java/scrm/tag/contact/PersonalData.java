package scrm.tag.contact;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.messaging.erasure.ContactData;

/**
 * A feature that holds data about contacts; each has a bean of this type, so that a contact's request to see or to
 * delete what is held reaches all of it.
 */
public interface PersonalData extends ContactData {
    /** The name of its part of an export, in camelCase. */
    String section();

    /** All that it holds about a contact: records, lists and maps that JSON can show. */
    Object export(CorpId corpId, ExternalUserId externalUserId);
}
