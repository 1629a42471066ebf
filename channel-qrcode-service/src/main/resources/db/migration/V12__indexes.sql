-- Lists and checks of one live code, and scans of a channel, are ranges of these.

ALTER TABLE group_join ADD KEY group_join_live_code (corp_id, live_code_id, id);

ALTER TABLE attribution ADD KEY attribution_added (corp_id, first_live_code_id, first_at);

ALTER TABLE scan_count
    DROP KEY scan_count_channel,
    ADD KEY scan_count_channel (corp_id, channel_id, day, scans);
