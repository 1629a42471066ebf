-- Where a contact's data is found when it is to be deleted.
ALTER TABLE lure_claim ADD KEY lure_claim_by_contact (corp_id, external_userid);
ALTER TABLE referral_participant ADD KEY referral_participant_by_contact (corp_id, external_userid);
ALTER TABLE referral_reward ADD KEY referral_reward_by_contact (corp_id, external_userid);
ALTER TABLE referral_invitation
    ADD KEY referral_invitation_by_inviter (corp_id, inviter),
    ADD KEY referral_invitation_by_invitee (corp_id, invitee);
