-- Ids are compared byte by byte (utf8mb4_bin); names are looked up as people type them (utf8mb4_unicode_ci).
-- Times are DATETIME(6) in UTC.

CREATE TABLE plan (
    id                BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id           VARCHAR(64) NOT NULL,
    name              VARCHAR(50) COLLATE utf8mb4_unicode_ci NOT NULL,
    status            VARCHAR(16) NOT NULL COMMENT 'DRAFT, ACTIVE, PAUSED',
    draft             JSON        NOT NULL COMMENT 'trigger and steps as they are edited',
    published_version INT         NOT NULL DEFAULT 0 COMMENT '0: none',
    version           INT         NOT NULL COMMENT 'counts edits',
    created_at        DATETIME(6) NOT NULL,
    updated_at        DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY plan_name (corp_id, name),
    KEY plan_list (corp_id, id),
    KEY plan_running (corp_id, status)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Never updated: enrolments go on as they began.
CREATE TABLE plan_version (
    corp_id      VARCHAR(64) NOT NULL,
    plan_id      BIGINT      NOT NULL,
    version      INT         NOT NULL,
    definition   JSON        NOT NULL,
    published_at DATETIME(6) NOT NULL,
    PRIMARY KEY (plan_id, version)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Whether a member and a contact are friends, by the newest callback: an old one that comes late changes nothing.
CREATE TABLE follow_relation (
    corp_id         VARCHAR(64) NOT NULL,
    external_userid VARCHAR(64) NOT NULL,
    userid          VARCHAR(64) NOT NULL,
    following       BOOLEAN     NOT NULL,
    changed_at      DATETIME(6) NOT NULL,
    PRIMARY KEY (corp_id, external_userid, userid)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE enrolment (
    id              BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id         VARCHAR(64) NOT NULL,
    plan_id         BIGINT      NOT NULL,
    plan_version    INT         NOT NULL,
    userid          VARCHAR(64) NOT NULL,
    external_userid VARCHAR(64) NOT NULL,
    status          VARCHAR(16) NOT NULL COMMENT 'ACTIVE, COMPLETED, LOST, STOPPED',
    triggered_at    DATETIME(6) NOT NULL,
    created_at      DATETIME(6) NOT NULL,
    ended_at        DATETIME(6) NULL,
    PRIMARY KEY (id),
    UNIQUE KEY enrolment_once (corp_id, plan_id, plan_version, external_userid, userid),
    KEY enrolment_pair (corp_id, external_userid, userid, status),
    KEY enrolment_list (corp_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE due_step (
    id               BIGINT       NOT NULL AUTO_INCREMENT,
    corp_id          VARCHAR(64)  NOT NULL,
    enrolment_id     BIGINT       NOT NULL,
    step             INT          NOT NULL,
    plan_id          BIGINT       NOT NULL,
    plan_version     INT          NOT NULL,
    userid           VARCHAR(64)  NOT NULL,
    external_userid  VARCHAR(64)  NOT NULL,
    state            VARCHAR(16)  NOT NULL
        COMMENT 'PENDING, CLAIMED, HELD, DISPATCHED, SENT, SKIPPED, FAILED, UNKNOWN',
    due_at           DATETIME(6)  NOT NULL,
    fence            BIGINT       NOT NULL DEFAULT 0 COMMENT 'grows with every claim',
    lease_until      DATETIME(6)  NULL COMMENT 'by the database''s time',
    dispatched_at    DATETIME(6)  NULL,
    lateness_ms      BIGINT       NULL COMMENT 'dispatched_at after due_at',
    group_message_id BIGINT       NULL,
    settled_at       DATETIME(6)  NULL,
    reason           VARCHAR(64)  NULL,
    PRIMARY KEY (id),
    UNIQUE KEY due_step_once (enrolment_id, step),
    -- What is claimed: the oldest of those that are due, without a look at the rest.
    KEY due_step_claim (state, due_at, id),
    KEY due_step_plan (corp_id, plan_id, state),
    KEY due_step_list (corp_id, id),
    KEY due_step_contact (corp_id, external_userid, id),
    KEY due_step_message (group_message_id, external_userid)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE group_message (
    id          BIGINT       NOT NULL AUTO_INCREMENT,
    corp_id     VARCHAR(64)  NOT NULL,
    merge_key   VARCHAR(190) NOT NULL COMMENT 'what is said by whom: receivers of one key go together',
    sender      VARCHAR(64)  NOT NULL COMMENT 'a userid',
    content     JSON         NOT NULL,
    status      VARCHAR(16)  NOT NULL
        COMMENT 'COLLECTING, SENDING, CREATED, SETTLED, CANCELLED, FAILED, UNKNOWN',
    receivers   INT          NOT NULL,
    msgid       VARCHAR(64)  NULL,
    called_at   DATETIME(6)  NULL,
    settled_at  DATETIME(6)  NULL,
    errcode     INT          NULL,
    reason      VARCHAR(500) NULL,
    created_at  DATETIME(6)  NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY group_message_msgid (corp_id, msgid),
    KEY group_message_open (corp_id, merge_key, status),
    KEY group_message_list (corp_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE group_message_receiver (
    corp_id          VARCHAR(64) NOT NULL,
    group_message_id BIGINT      NOT NULL,
    external_userid  VARCHAR(64) NOT NULL,
    delivery         VARCHAR(16) NOT NULL
        COMMENT 'QUEUED, WITHDRAWN, HANDED_OVER, SENT, NOT_FRIEND, QUOTA_USED_UP, REFUSED, NOT_CONFIRMED, UNKNOWN',
    sent_at          DATETIME(6) NULL,
    PRIMARY KEY (group_message_id, external_userid)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
