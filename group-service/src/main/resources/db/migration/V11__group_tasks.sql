-- What owners of groups are to do.
CREATE TABLE group_task (
    id           BIGINT       NOT NULL AUTO_INCREMENT,
    corp_id      VARCHAR(64)  NOT NULL,
    -- DISSOLVE, MAKE_GROUP, INVITE
    kind         VARCHAR(16)  NOT NULL,
    -- The group, charter or merge that gave it: one task of a kind each.
    about        VARCHAR(64)  NOT NULL,
    chat_id      VARCHAR(64),
    owner_userid VARCHAR(64)  NOT NULL,
    content      VARCHAR(500) NOT NULL,
    -- OPEN, DONE, OBSOLETE
    status       VARCHAR(16)  NOT NULL,
    -- PENDING, SENT, REFUSED, UNKNOWN
    told         VARCHAR(16)  NOT NULL,
    messages     INT          NOT NULL,
    raised_at    DATETIME(6)  NOT NULL,
    closed_at    DATETIME(6),
    PRIMARY KEY (id),
    UNIQUE KEY group_task_about (corp_id, kind, about),
    KEY group_task_list (corp_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
