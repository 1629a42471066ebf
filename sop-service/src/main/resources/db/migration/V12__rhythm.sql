-- When plans whose trigger is a time enrol next; only those that run are here.
CREATE TABLE plan_clock (
    plan_id      BIGINT      NOT NULL,
    corp_id      VARCHAR(64) NOT NULL,
    plan_version INT         NOT NULL,
    next_fire_at DATETIME(6) NOT NULL,
    PRIMARY KEY (plan_id),
    KEY plan_clock_due (next_fire_at)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What became of each such time.
CREATE TABLE plan_fire (
    id           BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id      VARCHAR(64) NOT NULL,
    plan_id      BIGINT      NOT NULL,
    plan_version INT         NOT NULL,
    fire_at      DATETIME(6) NOT NULL,
    state        VARCHAR(16) NOT NULL COMMENT 'RUN, SKIPPED, SUPERSEDED, ASKED',
    missed       BOOLEAN     NOT NULL COMMENT 'it was seen later than the plan tolerates',
    seen_at      DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY plan_fire_once (plan_id, fire_at),
    KEY plan_fire_list (corp_id, plan_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- When a contact last did something of its own accord.
CREATE TABLE contact_activity (
    corp_id         VARCHAR(64) NOT NULL,
    external_userid VARCHAR(64) NOT NULL,
    active_at       DATETIME(6) NOT NULL,
    PRIMARY KEY (corp_id, external_userid),
    KEY contact_activity_time (corp_id, active_at, external_userid)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Dates of contacts, as the company's own systems tell them.
CREATE TABLE contact_date (
    corp_id         VARCHAR(64) NOT NULL,
    external_userid VARCHAR(64) NOT NULL,
    field           VARCHAR(32) NOT NULL,
    day             DATE        NOT NULL,
    month_day       SMALLINT    NOT NULL COMMENT '100 * month + day',
    PRIMARY KEY (corp_id, external_userid, field),
    KEY contact_date_day (corp_id, field, month_day, external_userid)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
