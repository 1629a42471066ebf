package scrm.tag.contact;

import scrm.events.ExternalUserId;

/**
 * Read a contact anew.
 *
 * @param externalUserId the contact
 * @param expected whether somebody has just become its follower: if WeCom does not show it yet, it soon will
 */
record RefreshContact(ExternalUserId externalUserId, boolean expected) {
    static final String KIND = "contact-refresh";
}
