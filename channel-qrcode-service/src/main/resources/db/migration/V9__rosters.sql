-- Whom a live code leads to, by weekday and time of day.

CREATE TABLE roster (
    corp_id        VARCHAR(64) NOT NULL,
    live_code_id   BIGINT      NOT NULL,
    definition     JSON        NOT NULL COMMENT '{slots: [{weekdays, from, until, users}], spares: [userid]}',
    round          JSON        NULL COMMENT 'who are on together today, and what each had when that began',
    basis          VARCHAR(8)  NULL COMMENT 'SLOT, SPARES, NOBODY: why those who are on are on',
    next_change_at DATETIME(6) NULL COMMENT 'when time alone may change it',
    version        INT         NOT NULL,
    created_at     DATETIME(6) NOT NULL,
    updated_at     DATETIME(6) NOT NULL,
    PRIMARY KEY (corp_id, live_code_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Which rosters a member stands in.
CREATE TABLE roster_user (
    corp_id      VARCHAR(64) NOT NULL,
    userid       VARCHAR(64) NOT NULL,
    live_code_id BIGINT      NOT NULL,
    PRIMARY KEY (corp_id, userid, live_code_id),
    KEY roster_user_code (corp_id, live_code_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- How many contacts came to a member by a live code that has a roster.
CREATE TABLE roster_add (
    corp_id      VARCHAR(64) NOT NULL,
    live_code_id BIGINT      NOT NULL,
    day          DATE        NOT NULL COMMENT 'in the corp''s time zone',
    userid       VARCHAR(64) NOT NULL,
    adds         INT         NOT NULL,
    over_cap     INT         NOT NULL COMMENT 'how many of them came above the cap of their time',
    PRIMARY KEY (corp_id, live_code_id, day, userid)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE holiday (
    corp_id  VARCHAR(64) NOT NULL,
    day      DATE        NOT NULL,
    works_as VARCHAR(9)  NULL COMMENT 'the weekday that it is worked as; null: closed',
    PRIMARY KEY (corp_id, day)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE away_user (
    corp_id  VARCHAR(64) NOT NULL,
    userid   VARCHAR(64) NOT NULL,
    until_at DATETIME(6) NOT NULL,
    PRIMARY KEY (corp_id, userid)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

ALTER TABLE live_code ADD COLUMN assigned JSON NULL COMMENT 'those of its users that it leads to now; null: all';
