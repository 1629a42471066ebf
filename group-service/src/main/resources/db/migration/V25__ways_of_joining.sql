-- How those came who joined on a day, as far as WeCom tells; written anew with the group's days.
ALTER TABLE group_day
    ADD COLUMN invited INT NOT NULL DEFAULT 0 AFTER joins,
    ADD COLUMN by_link INT NOT NULL DEFAULT 0 AFTER invited,
    ADD COLUMN by_code INT NOT NULL DEFAULT 0 AFTER by_link;

UPDATE group_due SET due_at = UTC_TIMESTAMP(6), members_changed = TRUE;

-- By which template a group was made.
ALTER TABLE group_copy ADD KEY group_copy_of_charter (corp_id, charter_id);
