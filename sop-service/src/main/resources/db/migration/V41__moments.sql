CREATE TABLE moment (
    id          BIGINT       NOT NULL AUTO_INCREMENT,
    corp_id     VARCHAR(64)  NOT NULL,
    merge_key   VARCHAR(190) NULL COMMENT 'members of one key are asked together',
    content     JSON         NOT NULL,
    named       BOOLEAN      NOT NULL COMMENT 'whether its members are rows, or whoever is in its departments',
    departments JSON         NOT NULL COMMENT 'ids',
    tag_ids     JSON         NOT NULL COMMENT 'who may see it; none: all',
    status      VARCHAR(16)  NOT NULL COMMENT 'WAITING, CALLING, MAKING, MADE, CANCELLED, FAILED, UNKNOWN',
    ask_at      DATETIME(6)  NOT NULL,
    called_at   DATETIME(6)  NULL,
    jobid       VARCHAR(128) NULL,
    moment_id   VARCHAR(64)  NULL COMMENT 'WeCom''s',
    errcode     INT          NULL,
    reason      VARCHAR(500) NULL,
    version     INT          NOT NULL COMMENT 'counts what people decide',
    created_at  DATETIME(6)  NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY moment_moment_id (corp_id, moment_id),
    KEY moment_list (corp_id, id),
    KEY moment_open (corp_id, merge_key, status),
    KEY moment_called (corp_id, called_at)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Locked by whoever is about to call for a corp, so that no two count the calls of the last minute at once.
CREATE TABLE moment_pace (
    corp_id VARCHAR(64) NOT NULL,
    PRIMARY KEY (corp_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE moment_member (
    corp_id      VARCHAR(64) NOT NULL,
    moment_id    BIGINT      NOT NULL COMMENT 'ours',
    userid       VARCHAR(64) NOT NULL,
    state        VARCHAR(16) NOT NULL COMMENT 'NAMED, ASKED, PUBLISHED, LEFT_OUT, NOT_PUBLISHED',
    asked_at     DATETIME(6) NULL,
    published_at DATETIME(6) NULL COMMENT 'seen then: WeCom does not tell when',
    customers    INT         NOT NULL DEFAULT 0 COMMENT 'for whom it is meant',
    reached      INT         NOT NULL DEFAULT 0 COMMENT 'who can see it',
    comments     INT         NOT NULL DEFAULT 0,
    likes        INT         NOT NULL DEFAULT 0,
    PRIMARY KEY (moment_id, userid),
    KEY moment_member_ranking (corp_id, asked_at, userid)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE moment_reaction (
    id              BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id         VARCHAR(64) NOT NULL,
    moment_id       BIGINT      NOT NULL,
    userid          VARCHAR(64) NOT NULL COMMENT 'whose copy',
    kind            VARCHAR(8)  NOT NULL COMMENT 'COMMENT, LIKE',
    external_userid VARCHAR(64) NULL COMMENT 'whose reaction, if a contact''s',
    by_userid       VARCHAR(64) NULL COMMENT 'whose reaction, if a member''s',
    reacted_at      DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    KEY moment_reaction_of (moment_id, userid),
    KEY moment_reaction_contact (corp_id, external_userid)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
