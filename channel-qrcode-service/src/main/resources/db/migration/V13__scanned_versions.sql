-- Which version of a live code was scanned; null for what was recorded before.

ALTER TABLE attribution_touch ADD COLUMN live_code_version INT NULL AFTER live_code_id;

ALTER TABLE attribution
    ADD COLUMN first_live_code_version INT NULL AFTER first_live_code_id,
    ADD COLUMN last_live_code_version  INT NULL AFTER last_live_code_id;
