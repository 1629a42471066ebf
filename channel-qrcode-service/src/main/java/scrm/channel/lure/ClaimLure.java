package scrm.channel.lure;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.channel.channel.ChannelId;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.messaging.WorkQueue;
import scrm.messaging.erasure.ErasedContacts;
import scrm.rest.Conflict;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;

/** Gives a contact what a lure promises: once, and never more than there is. */
@Service
class ClaimLure {
    private final Lures lures;
    private final Claims claims;
    private final CorpTime corpTime;
    private final ErasedContacts erased;
    private final WorkQueue work;

    ClaimLure(Lures lures, Claims claims, CorpTime corpTime, ErasedContacts erased, WorkQueue work) {
        this.lures = lures;
        this.claims = claims;
        this.corpTime = corpTime;
        this.erased = erased;
        this.work = work;
    }

    /**
     * The claim of that id, made now or before.
     *
     * @throws Conflict if the contact has it already, if another contact has the claim's id, or if nothing can be taken
     */
    @Transactional
    Claim claim(CorpId corpId, ChannelId channelId, LureId id, ExternalUserId contact, String claimId) {
        find(corpId, channelId, id);
        if (erased.has(corpId, contact)) {
            throw InvalidRequest.field("externalUserId", "contact_erased");
        }
        ZonedDateTime now = corpTime.now(corpId);
        if (!claims.add(corpId, id, claimId, contact, now.toInstant())) {
            return made(corpId, id, contact, claimId);
        }
        // Only now: whoever has his claim already is told so, whatever became of the lure since.
        take(corpId, channelId, id, now);
        return claims.find(corpId, id, claimId).orElseThrow();
    }

    private void take(CorpId corpId, ChannelId channelId, LureId id, ZonedDateTime now) {
        boolean taken = lures.take(corpId, id);
        // Read after it was locked, so that no edit comes between.
        Lure lure = find(corpId, channelId, id);
        LocalDate today = now.toLocalDate();
        if (!taken || !lure.draft().period().has(today)) {
            throw Conflict.of(
                    switch (lure.status(today)) {
                        case SCHEDULED -> "lure_scheduled";
                        case ACTIVE, EXHAUSTED -> "lure_exhausted";
                        case EXPIRED -> "lure_expired";
                        case ENDED -> "lure_ended";
                    });
        }
        if (lure.isExhausted()) {
            work.submit(LureReview.request(corpId, id, now.toInstant()));
        }
    }

    private Claim made(CorpId corpId, LureId id, ExternalUserId contact, String claimId) {
        Claim claim = claims.find(corpId, id, claimId).orElseThrow(() -> Conflict.of("lure_claimed"));
        if (!claim.externalUserId().equals(contact)) {
            throw Conflict.of("claim_exists");
        }
        return claim;
    }

    private Lure find(CorpId corpId, ChannelId channelId, LureId id) {
        return lures.find(corpId, id)
                .filter(lure -> lure.channelId().equals(channelId))
                .orElseThrow(() -> NotFound.of("lure"));
    }
}
