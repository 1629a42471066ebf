package scrm.channel.referral;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

import scrm.channel.livecode.LiveCode;
import scrm.events.ExternalUserId;

/**
 * A participant as it is answered.
 *
 * @param codeStatus {@code ACTIVE} once the code can be scanned
 * @param state what comes back with those who scan it
 * @param qrCode absent until it is made
 */
public record ParticipantView(
        ExternalUserId externalUserId,
        String liveCodeId,
        LiveCode.Status codeStatus,
        String state,
        @Nullable String qrCode,
        Instant joinedAt) {
    public static ParticipantView of(Participant participant) {
        return new ParticipantView(
                participant.externalUserId(),
                participant.liveCodeId().toString(),
                participant.codeStatus(),
                participant.state(),
                participant.qrCode(),
                participant.joinedAt());
    }
}
