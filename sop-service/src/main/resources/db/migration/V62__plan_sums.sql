-- What plans came to, summed as it happens: results are read from here, however many steps a plan has. A row for all
-- steps that are alike; step_key is empty for enrolments.
CREATE TABLE plan_sum (
    corp_id      VARCHAR(64) NOT NULL,
    plan_id      BIGINT      NOT NULL,
    day          DATE        NOT NULL COMMENT 'on which they were due or enrolled, in the corp''s time zone',
    plan_version INT         NOT NULL COMMENT '0: enrolments',
    step_key     VARCHAR(32) NOT NULL,
    variant      VARCHAR(8)  NOT NULL COMMENT 'of enrolments HELD_OUT; else empty',
    userid       VARCHAR(64) NOT NULL,
    outcome      VARCHAR(16) NOT NULL COMMENT 'a step''s state, ENROLLED, or what followed: BOUGHT, CLICKED, ...',
    reason       VARCHAR(64) NOT NULL,
    dispatched   BOOLEAN     NOT NULL,
    late         BOOLEAN     NOT NULL COMMENT 'handed over more than fifteen minutes after it was due',
    since        DATE        NOT NULL COMMENT 'when they were brought to somebody, in that zone; 9999-12-31: never',
    lag_days     SMALLINT    NOT NULL COMMENT 'whole days from then until what followed',
    steps        BIGINT      NOT NULL,
    PRIMARY KEY (corp_id, plan_id, day, plan_version, step_key, variant, userid, outcome, reason, dispatched, late,
                 since, lag_days)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- As what a step stands in the sums. A step that stands there as something else, or not at all, is uncounted by
-- construction: whoever changes a step cannot forget to say so.
ALTER TABLE due_step
    ADD COLUMN counted_state      VARCHAR(16) NULL,
    ADD COLUMN counted_reason     VARCHAR(64) NULL,
    ADD COLUMN counted_userid     VARCHAR(64) NULL,
    ADD COLUMN counted_due_at     DATETIME(6) NULL,
    ADD COLUMN counted_settled_at DATETIME(6) NULL,
    ADD COLUMN counted_dispatched BOOLEAN     NULL,
    ADD COLUMN counted_late       BOOLEAN     NULL,
    ADD COLUMN uncounted TINYINT GENERATED ALWAYS AS (
        CASE WHEN counted_state = state AND counted_reason <=> reason
                  AND counted_userid = userid AND counted_due_at = due_at AND counted_settled_at <=> settled_at
                  AND counted_dispatched = (dispatched_at IS NOT NULL)
                  AND counted_late = (COALESCE(lateness_ms, 0) > 900000)
             THEN NULL ELSE 1 END) STORED,
    ADD KEY due_step_uncounted (uncounted, id);

-- Steps that were taken away again, as what they stand in the sums.
CREATE TABLE removed_step (
    step_id            BIGINT      NOT NULL,
    corp_id            VARCHAR(64) NOT NULL,
    plan_id            BIGINT      NOT NULL,
    plan_version       INT         NOT NULL,
    step_key           VARCHAR(32) NOT NULL,
    counted_state      VARCHAR(16) NOT NULL,
    counted_reason     VARCHAR(64) NULL,
    counted_userid     VARCHAR(64) NOT NULL,
    counted_due_at     DATETIME(6) NOT NULL,
    counted_settled_at DATETIME(6) NULL,
    counted_dispatched BOOLEAN     NOT NULL,
    counted_late       BOOLEAN     NOT NULL,
    PRIMARY KEY (step_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

ALTER TABLE enrolment
    MODIFY COLUMN status VARCHAR(16) NOT NULL
        COMMENT 'ACTIVE, COMPLETED, LOST, GOAL_MET, REPLIED, STOPPED; HELD_OUT: gets nothing, for comparison',
    ADD COLUMN uncounted TINYINT NULL DEFAULT 1 COMMENT 'null: is in the sums',
    ADD KEY enrolment_uncounted (uncounted, id);

ALTER TABLE reaction
    MODIFY COLUMN kind VARCHAR(8) NOT NULL COMMENT 'BOUGHT, CLICKED, REPLIED, LOST',
    ADD COLUMN uncounted TINYINT NULL DEFAULT 1 COMMENT '1: new; 2: being counted; null: counted for what it follows',
    ADD KEY reaction_uncounted (uncounted);

-- The first of each kind that followed a step or an enrolment, as it stands in the sums.
CREATE TABLE counted_reaction (
    corp_id     VARCHAR(64) NOT NULL,
    subject     VARCHAR(9)  NOT NULL COMMENT 'STEP, ENROLMENT',
    subject_id  BIGINT      NOT NULL,
    kind        VARCHAR(8)  NOT NULL,
    happened_at DATETIME(6) NOT NULL,
    lag_days    SMALLINT    NOT NULL,
    PRIMARY KEY (subject, subject_id, kind)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Whoever adds to the sums holds this row: one at a time, for a step and what follows it must be seen together.
CREATE TABLE plan_sum_turn (
    id TINYINT NOT NULL,
    PRIMARY KEY (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT INTO plan_sum_turn (id) VALUES (1);
