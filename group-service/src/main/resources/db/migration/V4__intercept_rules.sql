-- Rules against words that members must not send.
CREATE TABLE intercept_rule (
    id              BIGINT       NOT NULL AUTO_INCREMENT,
    corp_id         VARCHAR(64)  NOT NULL,
    name            VARCHAR(64)  NOT NULL,
    -- One a line.
    words           MEDIUMTEXT   NOT NULL,
    -- Joined by blanks.
    semantics       VARCHAR(64)  NOT NULL,
    -- BLOCK, WARN
    action          VARCHAR(8)   NOT NULL,
    -- userids and ids of departments, joined by blanks.
    users           MEDIUMTEXT   NOT NULL,
    departments     TEXT         NOT NULL,
    -- CREATING, ACTIVE, FAILED, UNKNOWN, DELETED
    status          VARCHAR(8)   NOT NULL,
    -- IN_SYNC, PENDING, FAILED
    sync            VARCHAR(8)   NOT NULL,
    -- WeCom's; null until it is made.
    rule_id         VARCHAR(64),
    failure_reason  VARCHAR(500),
    failure_errcode INT,
    version         INT          NOT NULL,
    created_at      DATETIME(6)  NOT NULL,
    updated_at      DATETIME(6)  NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY intercept_rule_by_rule_id (corp_id, rule_id),
    KEY intercept_rule_list (corp_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
