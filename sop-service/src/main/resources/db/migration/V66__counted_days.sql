-- A step and an enrolment stand in the sums on the day on which they were counted, whatever the corp's time zone is by
-- now; and enrolments of a plan that held out several shares are kept apart, for those of each are to be compared among
-- themselves. All is counted anew.
DELETE FROM plan_sum;
DELETE FROM counted_reaction;
DELETE FROM removed_step;

ALTER TABLE plan_sum
    ADD COLUMN hold_out TINYINT NOT NULL COMMENT 'of enrolments: percent that was held out then; else 0' AFTER variant,
    DROP PRIMARY KEY,
    ADD PRIMARY KEY (corp_id, plan_id, day, plan_version, step_key, variant, hold_out, userid, outcome, reason,
                     dispatched, late, since, lag_days);

ALTER TABLE due_step
    ADD COLUMN counted_day   DATE NULL COMMENT 'on which it was due',
    ADD COLUMN counted_since DATE NULL COMMENT 'on which it was brought to somebody; 9999-12-31: it was not';

ALTER TABLE removed_step
    ADD COLUMN counted_day   DATE NOT NULL,
    ADD COLUMN counted_since DATE NOT NULL;

ALTER TABLE enrolment
    ADD COLUMN hold_out    TINYINT NOT NULL DEFAULT 0 COMMENT 'percent that its plan held out when it began',
    ADD COLUMN counted_day DATE    NULL;

UPDATE due_step SET counted_state = NULL WHERE counted_state IS NOT NULL;

UPDATE enrolment e LEFT JOIN plan_version v ON v.plan_id = e.plan_id AND v.version = e.plan_version
SET e.uncounted = 1, e.hold_out = COALESCE(JSON_VALUE(v.definition, '$.holdOut'), 0);
