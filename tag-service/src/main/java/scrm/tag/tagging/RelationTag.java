package scrm.tag.tagging;

import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.events.UserId;

/**
 * A tag of one relation, held or not.
 *
 * @param userId the member
 * @param externalUserId the contact
 * @param tagId the tag
 */
public record RelationTag(UserId userId, ExternalUserId externalUserId, TagId tagId) {}
