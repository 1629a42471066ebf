-- What a step says may have variants; which one was drawn stands in its row, and in the sums.
ALTER TABLE due_step
    DROP KEY due_step_uncounted,
    DROP COLUMN uncounted,
    ADD COLUMN variant         VARCHAR(16) NOT NULL DEFAULT '' COMMENT 'that was drawn; empty: none',
    ADD COLUMN counted_variant VARCHAR(16) NOT NULL DEFAULT '';

ALTER TABLE due_step
    ADD COLUMN uncounted TINYINT GENERATED ALWAYS AS (
        CASE WHEN counted_state = state AND counted_reason <=> reason AND counted_variant = variant
                  AND counted_userid = userid AND counted_due_at = due_at AND counted_settled_at <=> settled_at
                  AND counted_dispatched = (dispatched_at IS NOT NULL)
                  AND counted_late = (COALESCE(lateness_ms, 0) > 900000)
             THEN NULL ELSE 1 END) STORED,
    ADD KEY due_step_uncounted (uncounted, id);

ALTER TABLE said_link
    MODIFY COLUMN part VARCHAR(64) NOT NULL COMMENT 'a step and its way or variant, or a variant';

ALTER TABLE removed_step
    ADD COLUMN counted_variant VARCHAR(16) NOT NULL DEFAULT '';

ALTER TABLE plan_sum
    MODIFY COLUMN variant VARCHAR(16) NOT NULL COMMENT 'of enrolments HELD_OUT or empty; of steps the one drawn, or empty';
