-- What is to be said where, when and by whom.
CREATE TABLE calendar_entry (
    id            BIGINT       NOT NULL AUTO_INCREMENT,
    corp_id       VARCHAR(64)  NOT NULL,
    starts_at     DATETIME(6)  NOT NULL,
    topic         VARCHAR(500) NOT NULL,
    chat_id       VARCHAR(64)  NULL COMMENT 'the group chat it is for',
    kind          VARCHAR(16)  NULL COMMENT 'of the group chats it is for; known of a single one too, if it has a charter',
    plan_id       BIGINT       NULL COMMENT 'the plan it belongs to',
    place         VARCHAR(80)  NOT NULL COMMENT 'the narrowest of the three',
    host          VARCHAR(64)  NULL COMMENT 'a userid',
    material_id   BIGINT       NULL,
    status        VARCHAR(16)  NOT NULL COMMENT 'PLANNED, READY, SENT, DROPPED',
    charter_id    VARCHAR(32)  NULL COMMENT 'the charter that asked for it',
    charter_topic INT          NULL COMMENT 'which of its topics, from 0',
    edited        BOOLEAN      NOT NULL DEFAULT FALSE COMMENT 'by a person: charters leave it alone from then on',
    version       INT          NOT NULL COMMENT 'counts edits',
    created_at    DATETIME(6)  NOT NULL,
    updated_at    DATETIME(6)  NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY calendar_entry_charter (corp_id, chat_id, charter_id, charter_topic),
    KEY calendar_entry_time (corp_id, starts_at, id),
    KEY calendar_entry_place (corp_id, place, starts_at),
    KEY calendar_entry_host (corp_id, host, starts_at),
    KEY calendar_entry_material (corp_id, material_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Groups that promise their members something every so many days.
CREATE TABLE calendar_rhythm (
    corp_id    VARCHAR(64) NOT NULL,
    chat_id    VARCHAR(64) NOT NULL,
    every_days INT         NOT NULL,
    PRIMARY KEY (corp_id, chat_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Days that a corp keeps beside the festivals.
CREATE TABLE corp_day (
    corp_id VARCHAR(64) NOT NULL,
    name    VARCHAR(50) COLLATE utf8mb4_unicode_ci NOT NULL,
    year    INT         NULL COMMENT 'null: every year',
    month   INT         NOT NULL,
    day     INT         NOT NULL,
    lunar   BOOLEAN     NOT NULL COMMENT 'month and day of the lunar year',
    PRIMARY KEY (corp_id, name)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
