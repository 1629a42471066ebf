-- Which live codes lead on to a group code.

ALTER TABLE live_code ADD KEY live_code_invites (corp_id, invites_to);
