-- What the list of WeCom and readings tell besides.
ALTER TABLE group_chat
    -- userids, sorted, joined by blanks.
    ADD COLUMN admins       VARCHAR(2000) NOT NULL DEFAULT '',
    -- As WeCom last listed it: 0 normal, 1 the owner has left, 2 being handed over, 3 handed over.
    ADD COLUMN owner_status INT           NOT NULL DEFAULT 0,
    ADD COLUMN listed_at    DATETIME(6),
    -- When the last reading began.
    ADD COLUMN read_at      DATETIME(6),
    ADD KEY group_chat_ownerless (corp_id, owner_status, id);

-- What a comparison of our groups with WeCom's found.
CREATE TABLE group_sync_report (
    corp_id          VARCHAR(64) NOT NULL,
    job_id           VARCHAR(36) NOT NULL,
    -- Whether every group was read, and not only what was in doubt.
    whole            BOOLEAN     NOT NULL,
    started_at       DATETIME(6) NOT NULL,
    ended_at         DATETIME(6),
    -- Ours when it began; those that WeCom listed; those that were read, and of these the ones to be read again.
    groups_ours      BIGINT      NOT NULL DEFAULT 0,
    groups_listed    BIGINT      NOT NULL DEFAULT 0,
    groups_read      BIGINT      NOT NULL DEFAULT 0,
    groups_undecided BIGINT      NOT NULL DEFAULT 0,
    groups_failed    BIGINT      NOT NULL DEFAULT 0,
    -- Of the groups that were read.
    members_ours     BIGINT      NOT NULL DEFAULT 0,
    members_at_wecom BIGINT      NOT NULL DEFAULT 0,
    PRIMARY KEY (corp_id, job_id),
    KEY group_sync_report_latest (corp_id, started_at, job_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What differed, and was put right.
CREATE TABLE group_sync_drift (
    corp_id      VARCHAR(64)   NOT NULL,
    job_id       VARCHAR(36)   NOT NULL,
    kind         VARCHAR(16)   NOT NULL,
    groups_found BIGINT        NOT NULL,
    items        BIGINT        NOT NULL,
    -- Some chat_ids, joined by blanks.
    examples     VARCHAR(2000) NOT NULL,
    PRIMARY KEY (corp_id, job_id, kind)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
