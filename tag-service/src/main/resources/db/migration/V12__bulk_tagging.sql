-- Tags set and taken away for many contacts at once.
CREATE TABLE bulk_tagging (
    id          BIGINT       NOT NULL AUTO_INCREMENT,
    corp_id     VARCHAR(64)  NOT NULL,
    -- Null while its items are still being read.
    job_id      CHAR(36),
    actor       VARCHAR(128) NOT NULL,
    dry_run     BOOLEAN      NOT NULL,
    -- The one that it takes back.
    undo_of     BIGINT,
    expires_at  DATETIME(6),
    created_at  DATETIME(6)  NOT NULL,
    -- When all that it asked for was settled.
    finished_at DATETIME(6),
    -- What it came to so far: lasting relations looked at, those with a change, tags that change, tags that are so already.
    relations   BIGINT       NOT NULL DEFAULT 0,
    calls       BIGINT       NOT NULL DEFAULT 0,
    changes     BIGINT       NOT NULL DEFAULT 0,
    unchanged   BIGINT       NOT NULL DEFAULT 0,
    PRIMARY KEY (id),
    UNIQUE KEY bulk_tagging_undo (undo_of),
    KEY bulk_tagging_open (corp_id, finished_at),
    KEY bulk_tagging_list (corp_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Each contact that one was asked for, in the order of the request.
CREATE TABLE bulk_item (
    bulk_id         BIGINT      NOT NULL,
    -- The row of a file, the place in a list.
    n               INT         NOT NULL,
    corp_id         VARCHAR(64) NOT NULL,
    external_userid VARCHAR(64) NOT NULL,
    -- Empty: all members who follow the contact.
    userid          VARCHAR(64) NOT NULL DEFAULT '',
    -- n of what cannot be read, else 0: a contact stands in one only once.
    unreadable      INT         NOT NULL DEFAULT 0,
    -- Joined by commas, which no id has; null: none, or as for all.
    add_tags        TEXT,
    remove_tags     TEXT,
    -- READY, UNREADABLE, NOT_FOUND, UNCHANGED, CHANGES, KEPT
    state           VARCHAR(10) NOT NULL,
    problem_field   VARCHAR(64),
    problem_code    VARCHAR(40),
    PRIMARY KEY (bulk_id, n),
    UNIQUE KEY bulk_item_once (corp_id, external_userid, userid, bulk_id, unreadable),
    KEY bulk_item_by_state (bulk_id, state, n)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Each tag of a relation that changes by it, or would.
CREATE TABLE bulk_change (
    corp_id         VARCHAR(64) NOT NULL,
    external_userid VARCHAR(64) NOT NULL,
    userid          VARCHAR(64) NOT NULL,
    tag_id          VARCHAR(64) NOT NULL,
    bulk_id         BIGINT      NOT NULL,
    -- ADD, REMOVE
    change_kind     VARCHAR(6)  NOT NULL,
    -- PLANNED, ASKED, CHANGED, UNCHANGED, SUPERSEDED, REJECTED, KEPT
    state           VARCHAR(10) NOT NULL,
    errcode         INT,
    assignment_id   BIGINT,
    PRIMARY KEY (corp_id, external_userid, userid, tag_id, bulk_id),
    KEY bulk_change_list (bulk_id, state, external_userid, userid, tag_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
