-- What sends an entry of the calendar, besides the plan that it may have as its place.
ALTER TABLE calendar_entry
    ADD COLUMN step_key VARCHAR(32) NULL COMMENT 'of the plan',
    ADD COLUMN campaign_id BIGINT NULL COMMENT 'a message by hand',
    ADD COLUMN moment_id BIGINT NULL,
    ADD KEY calendar_entry_plan (corp_id, plan_id),
    ADD KEY calendar_entry_campaign (corp_id, campaign_id),
    ADD KEY calendar_entry_moment (corp_id, moment_id);
