package scrm.channel.referral;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

import scrm.channel.livecode.LiveCode;
import scrm.channel.livecode.LiveCodeId;
import scrm.events.ExternalUserId;

/**
 * A contact who brings others.
 *
 * @param number of its row; grows as they join
 * @param campaignId in which
 * @param externalUserId the contact
 * @param liveCodeId the code that they pass on
 * @param codeStatus how far that has come
 * @param state what comes back with those who scan it
 * @param qrCode the address of its picture, once it is made
 * @param joinedAt since when
 */
public record Participant(
        long number,
        CampaignId campaignId,
        ExternalUserId externalUserId,
        LiveCodeId liveCodeId,
        LiveCode.Status codeStatus,
        String state,
        @Nullable String qrCode,
        Instant joinedAt) {}
