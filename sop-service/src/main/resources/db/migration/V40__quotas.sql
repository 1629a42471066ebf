-- What a corp keeps to; none: what WeCom publishes.
CREATE TABLE quota_ruleset (
    corp_id    VARCHAR(64) NOT NULL,
    ruleset    JSON        NOT NULL,
    version    INT         NOT NULL COMMENT 'counts edits',
    updated_at DATETIME(6) NOT NULL,
    PRIMARY KEY (corp_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What every receiver got or is about to get. Numbers of a receiver are unique, so that of two who count the same
-- receiver at once and take the next number one gets it.
CREATE TABLE quota_use (
    corp_id       VARCHAR(64) NOT NULL,
    receiver_kind VARCHAR(8)  NOT NULL COMMENT 'CONTACT, GROUP, MEMBER',
    receiver      VARCHAR(64) NOT NULL COMMENT 'external_userid, chat_id, userid',
    n             INT         NOT NULL,
    state         VARCHAR(8)  NOT NULL COMMENT 'OPEN, SENT, USED_UP',
    at            DATETIME(6) NOT NULL COMMENT 'handed over, and once it is settled when it was',
    plan_id       BIGINT      NULL COMMENT 'null: a person wanted it',
    claim         BIGINT      NOT NULL COMMENT 'random: tells whose insert it was',
    PRIMARY KEY (corp_id, receiver_kind, receiver, n),
    KEY quota_use_forget (at)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
