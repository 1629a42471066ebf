-- Which live codes lead on to a group code; when people last came by one.

ALTER TABLE live_code ADD KEY live_code_invites (corp_id, invites_to);

ALTER TABLE group_join ADD KEY group_join_latest (corp_id, live_code_id, joined_at);
