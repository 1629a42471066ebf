-- Where groups stand in their lives.
CREATE TABLE group_lifecycle (
    id         BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id    VARCHAR(64) NOT NULL,
    chat_id    VARCHAR(64) NOT NULL,
    -- PLANNED, RECRUITING, ACTIVE, DECLINING, DORMANT, CLOSING, DISMISSED
    phase      VARCHAR(16) NOT NULL,
    since      DATETIME(6) NOT NULL,
    -- Until when it stays there because a person says so.
    held_until DATETIME(6),
    -- When it is looked at next; null once it is dismissed.
    due_at     DATETIME(6),
    moves      BIGINT      NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY group_lifecycle_of_group (corp_id, chat_id),
    KEY group_lifecycle_due (due_at),
    KEY group_lifecycle_list (corp_id, id),
    KEY group_lifecycle_phase (corp_id, phase, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- How they came there.
CREATE TABLE group_lifecycle_change (
    id          BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id     VARCHAR(64) NOT NULL,
    chat_id     VARCHAR(64) NOT NULL,
    happened_at DATETIME(6) NOT NULL,
    from_phase  VARCHAR(16) NOT NULL,
    to_phase    VARCHAR(16) NOT NULL,
    cause       VARCHAR(16) NOT NULL,
    -- A person's, and who it was.
    reason      VARCHAR(500),
    actor       VARCHAR(255),
    -- What was known then, as JSON.
    evidence    TEXT        NOT NULL,
    PRIMARY KEY (id),
    KEY group_lifecycle_change_list (corp_id, chat_id, id),
    KEY group_lifecycle_change_time (corp_id, chat_id, happened_at, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What groups came to, as it stood when they began to close.
CREATE TABLE group_closing_report (
    id        BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id   VARCHAR(64) NOT NULL,
    chat_id   VARCHAR(64) NOT NULL,
    frozen_at DATETIME(6) NOT NULL,
    report    TEXT        NOT NULL,
    PRIMARY KEY (id),
    KEY group_closing_report_of_group (corp_id, chat_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Groups that are known already begin their lives here, and are looked at at once.
INSERT INTO group_lifecycle (corp_id, chat_id, phase, since, due_at, moves)
SELECT corp_id, chat_id, 'PLANNED', create_time, create_time, 0 FROM group_chat WHERE create_time IS NOT NULL;
