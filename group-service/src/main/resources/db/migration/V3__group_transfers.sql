-- Groups that are handed to another owner, by jobs.
CREATE TABLE group_transfer_item (
    corp_id    VARCHAR(64) NOT NULL,
    job_id     VARCHAR(36) NOT NULL,
    chat_id    VARCHAR(64) NOT NULL,
    -- Null for a group that we do not know or have never read.
    from_owner VARCHAR(64),
    new_owner  VARCHAR(64) NOT NULL,
    -- ON_JOB, RESIGNED
    handover   VARCHAR(8)  NOT NULL,
    -- PENDING, CALLING, DONE, REFUSED, FAILED
    state      VARCHAR(8)  NOT NULL,
    -- Why we refused it.
    reason     VARCHAR(32),
    -- Why WeCom did.
    errcode    INT         NOT NULL DEFAULT 0,
    -- When the call was about to leave.
    called_at  DATETIME(6),
    settled_at DATETIME(6),
    PRIMARY KEY (corp_id, job_id, chat_id),
    KEY group_transfer_item_by_state (corp_id, job_id, state, chat_id),
    KEY group_transfer_item_called (corp_id, called_at)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
