-- Channels have a level in their tree, an owner and a period, and can be archived.

ALTER TABLE channel
    ADD COLUMN kind         VARCHAR(16) NOT NULL DEFAULT 'PLATFORM' COMMENT 'PLATFORM, CAMPAIGN, PLACEMENT',
    ADD COLUMN owner_userid VARCHAR(64) NULL,
    ADD COLUMN from_date    DATE        NULL COMMENT 'first day, in the corp''s time zone; null: the parent''s',
    ADD COLUMN until_date   DATE        NULL COMMENT 'last day; null: the parent''s',
    ADD COLUMN note         VARCHAR(500) COLLATE utf8mb4_unicode_ci NULL,
    ADD COLUMN archived_at  DATETIME(6) NULL;

-- What stands deeper than the third level keeps standing there until somebody moves it.
UPDATE channel c JOIN channel p ON p.corp_id = c.corp_id AND p.id = c.parent_id
SET c.kind = CASE WHEN p.parent_id = 0 THEN 'CAMPAIGN' ELSE 'PLACEMENT' END;

-- What is promised to those who come by a channel, and who took it.

CREATE TABLE lure (
    id           BIGINT       NOT NULL AUTO_INCREMENT,
    corp_id      VARCHAR(64)  NOT NULL,
    channel_id   BIGINT       NOT NULL,
    title        VARCHAR(50)  COLLATE utf8mb4_unicode_ci NOT NULL,
    promise      VARCHAR(500) COLLATE utf8mb4_unicode_ci NOT NULL,
    from_date    DATE         NULL COMMENT 'first day, in the corp''s time zone',
    until_date   DATE         NULL COMMENT 'last day',
    stock        INT          NULL COMMENT 'null: unlimited',
    used         INT          NOT NULL,
    rotate_on    DATE         NULL COMMENT 'when people should think of a new one',
    owner_userid VARCHAR(64)  NOT NULL,
    ended_at     DATETIME(6)  NULL,
    version      INT          NOT NULL COMMENT 'counts edits, not claims',
    created_at   DATETIME(6)  NOT NULL,
    updated_at   DATETIME(6)  NOT NULL,
    PRIMARY KEY (id),
    KEY lure_channel (corp_id, channel_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE lure_claim (
    id              BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id         VARCHAR(64) NOT NULL,
    lure_id         BIGINT      NOT NULL,
    claim_id        VARCHAR(64) NOT NULL,
    external_userid VARCHAR(64) NOT NULL,
    claimed_at      DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY lure_claim_once (lure_id, claim_id),
    UNIQUE KEY lure_claim_contact (lure_id, external_userid),
    KEY lure_claim_list (lure_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE lure_task (
    id           BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id      VARCHAR(64) NOT NULL,
    lure_id      BIGINT      NOT NULL,
    reason       VARCHAR(16) NOT NULL COMMENT 'EXPIRED, EXHAUSTED, ROTATION',
    about        VARCHAR(16) NOT NULL COMMENT 'the day or the stock that gave the reason',
    owner_userid VARCHAR(64) NOT NULL,
    status       VARCHAR(16) NOT NULL COMMENT 'OPEN, DONE, OBSOLETE',
    told         VARCHAR(16) NOT NULL COMMENT 'PENDING, SENT, REFUSED, UNKNOWN, SKIPPED: the app message to the owner',
    raised_at    DATETIME(6) NOT NULL,
    closed_at    DATETIME(6) NULL,
    PRIMARY KEY (id),
    UNIQUE KEY lure_task_once (lure_id, reason, about),
    KEY lure_task_list (corp_id, status, owner_userid, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Welcomes for groups (document 92366).

CREATE TABLE group_welcome_template (
    id              BIGINT       NOT NULL AUTO_INCREMENT,
    corp_id         VARCHAR(64)  NOT NULL,
    name            VARCHAR(50)  COLLATE utf8mb4_unicode_ci NOT NULL,
    text            VARCHAR(3000) NULL,
    attachment      JSON         NULL,
    content_id      BIGINT       NULL COMMENT 'the attachment''s bytes',
    media_id        VARCHAR(256) NULL COMMENT 'under which WeCom''s template has them',
    notify_members  BOOLEAN      NOT NULL,
    status          VARCHAR(16)  NOT NULL COMMENT 'CREATING, ACTIVE, FAILED, UNKNOWN, DELETED',
    sync            VARCHAR(16)  NOT NULL COMMENT 'IN_SYNC, PENDING, FAILED: whether WeCom has our latest edit',
    template_id     VARCHAR(128) NULL,
    failure_reason  VARCHAR(500) NULL,
    failure_errcode INT          NULL,
    version         INT          NOT NULL,
    created_at      DATETIME(6)  NOT NULL,
    updated_at      DATETIME(6)  NOT NULL,
    PRIMARY KEY (id),
    KEY group_welcome_template_list (corp_id, id),
    KEY group_welcome_template_content (corp_id, content_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
