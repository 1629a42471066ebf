-- Tags of relations that are taken away again, each with when.
CREATE TABLE tag_expiry (
    corp_id         VARCHAR(64) NOT NULL,
    external_userid VARCHAR(64) NOT NULL,
    userid          VARCHAR(64) NOT NULL,
    tag_id          VARCHAR(64) NOT NULL,
    -- The assignment that says so.
    assignment_id   BIGINT      NOT NULL,
    expires_at      DATETIME(6) NOT NULL,
    -- Whether it is being taken away now.
    ending          BOOLEAN     NOT NULL DEFAULT FALSE,
    PRIMARY KEY (corp_id, external_userid, userid, tag_id),
    KEY tag_expiry_due (corp_id, ending, expires_at)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
