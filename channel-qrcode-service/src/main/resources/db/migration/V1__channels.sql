-- Ids are compared byte by byte (utf8mb4_bin); names are looked up as people type them (utf8mb4_unicode_ci).
-- Times are DATETIME(6) in UTC.

CREATE TABLE channel (
    id         BIGINT       NOT NULL AUTO_INCREMENT,
    corp_id    VARCHAR(64)  NOT NULL,
    parent_id  BIGINT       NOT NULL DEFAULT 0 COMMENT '0: at the top',
    name       VARCHAR(50) COLLATE utf8mb4_unicode_ci NOT NULL,
    tags       JSON         NOT NULL COMMENT '[{groupName, tagName}]',
    version    INT          NOT NULL,
    created_at DATETIME(6)  NOT NULL,
    updated_at DATETIME(6)  NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY channel_name (corp_id, parent_id, name),
    KEY channel_list (corp_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE live_code (
    id              BIGINT       NOT NULL AUTO_INCREMENT,
    corp_id         VARCHAR(64)  NOT NULL,
    channel_id      BIGINT       NOT NULL,
    name            VARCHAR(50) COLLATE utf8mb4_unicode_ci NOT NULL,
    state           VARCHAR(30)  NOT NULL COMMENT 'comes back with every contact; unguessable',
    status          VARCHAR(16)  NOT NULL COMMENT 'CREATING, ACTIVE, FAILED, ARCHIVED',
    users           JSON         NOT NULL COMMENT '[userid]',
    skip_verify     BOOLEAN      NOT NULL,
    welcome         JSON         NULL,
    config_id       VARCHAR(128) NULL,
    qr_code         VARCHAR(512) NULL,
    failure_reason  VARCHAR(500) NULL,
    failure_errcode INT          NULL,
    sync            VARCHAR(16)  NOT NULL COMMENT 'IN_SYNC, PENDING, FAILED: whether WeCom has our latest edit',
    version         INT          NOT NULL,
    created_at      DATETIME(6)  NOT NULL,
    updated_at      DATETIME(6)  NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY live_code_state (corp_id, state),
    UNIQUE KEY live_code_config (corp_id, config_id),
    KEY live_code_list (corp_id, id),
    KEY live_code_channel (corp_id, channel_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One row per member and contact: what its touches add up to.
CREATE TABLE attribution (
    id                 BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id            VARCHAR(64) NOT NULL,
    userid             VARCHAR(64) NOT NULL,
    external_userid    VARCHAR(64) NOT NULL,
    relation           VARCHAR(16) NOT NULL COMMENT 'NONE, HALF_ADDED, ADDED, LOST, TRANSFERRED',
    relation_at        DATETIME(6) NULL,
    first_at           DATETIME(6) NULL COMMENT 'null: never fully added',
    first_state        VARCHAR(128) NULL,
    first_live_code_id BIGINT      NULL,
    first_channel_id   BIGINT      NULL,
    last_at            DATETIME(6) NULL,
    last_state         VARCHAR(128) NULL,
    last_live_code_id  BIGINT      NULL,
    last_channel_id    BIGINT      NULL,
    lost_at            DATETIME(6) NULL COMMENT 'the one loss that is charged',
    loss_published     BOOLEAN     NOT NULL DEFAULT FALSE,
    created_at         DATETIME(6) NOT NULL,
    updated_at         DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY attribution_pair (corp_id, external_userid, userid),
    KEY attribution_list (corp_id, id),
    KEY attribution_live_code (corp_id, first_live_code_id, id),
    KEY attribution_channel (corp_id, first_channel_id, relation, lost_at)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE attribution_touch (
    id             BIGINT       NOT NULL AUTO_INCREMENT,
    corp_id        VARCHAR(64)  NOT NULL,
    attribution_id BIGINT       NOT NULL,
    event_id       CHAR(64)     NOT NULL,
    kind           VARCHAR(16)  NOT NULL COMMENT 'HALF_ADDED, ADDED, REPAIRED, LOST, TRANSFERRED',
    state          VARCHAR(128) NULL,
    live_code_id   BIGINT       NULL,
    channel_id     BIGINT       NULL,
    occurred_at    DATETIME(6)  NOT NULL,
    recorded_at    DATETIME(6)  NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY attribution_touch_event (attribution_id, event_id),
    KEY attribution_touch_channel (corp_id, channel_id, kind)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE welcome (
    id              BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id         VARCHAR(64) NOT NULL,
    userid          VARCHAR(64) NOT NULL,
    external_userid VARCHAR(64) NOT NULL,
    live_code_id    BIGINT      NOT NULL,
    channel_id      BIGINT      NOT NULL,
    event_id        CHAR(64)    NOT NULL,
    outcome         VARCHAR(16) NOT NULL COMMENT 'PENDING, SENT, REFUSED, EXPIRED, UNKNOWN, NO_CODE',
    errcode         INT         NULL,
    occurred_at     DATETIME(6) NOT NULL,
    settled_at      DATETIME(6) NULL,
    PRIMARY KEY (id),
    UNIQUE KEY welcome_event (corp_id, event_id),
    KEY welcome_pair (corp_id, external_userid, userid),
    KEY welcome_channel (corp_id, channel_id, outcome)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
