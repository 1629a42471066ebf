-- Each synchronization of external contacts, and what it found.
CREATE TABLE contact_sync (
    id              BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id         VARCHAR(64) NOT NULL,
    job_id          CHAR(36)    NOT NULL,
    -- FULL, INCREMENTAL
    mode            VARCHAR(12) NOT NULL,
    started_at      DATETIME(6) NOT NULL,
    -- Null while it runs.
    ended_at        DATETIME(6),
    members         INT         NOT NULL,
    contacts_before BIGINT      NOT NULL,
    contacts_after  BIGINT,
    tally           MEDIUMTEXT,
    PRIMARY KEY (id),
    UNIQUE KEY contact_sync_job (job_id),
    KEY contact_sync_list (corp_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- A few members whose contacts are read together; gone when the synchronization has ended.
CREATE TABLE contact_sync_lot (
    job_id  CHAR(36)    NOT NULL,
    number  INT         NOT NULL,
    corp_id VARCHAR(64) NOT NULL,
    -- NEW, DEPARTED, READING, DONE
    state   VARCHAR(8)  NOT NULL,
    -- For how many members it counts.
    members INT         NOT NULL,
    -- One a line: those that are still to be read.
    userids MEDIUMTEXT  NOT NULL,
    -- WeCom's, of the next page.
    next_cursor VARCHAR(512),
    tally   MEDIUMTEXT  NOT NULL,
    -- Grows with every step: whoever holds an older one was overtaken.
    version INT         NOT NULL DEFAULT 0,
    PRIMARY KEY (job_id, number)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Members who could not be read.
CREATE TABLE contact_sync_failure (
    id      BIGINT       NOT NULL AUTO_INCREMENT,
    corp_id VARCHAR(64)  NOT NULL,
    job_id  CHAR(36)     NOT NULL,
    userid  VARCHAR(64)  NOT NULL,
    reason  VARCHAR(100) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY contact_sync_failure_once (job_id, userid)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The first contacts of each kind that differed.
CREATE TABLE contact_sync_example (
    job_id          CHAR(36)    NOT NULL,
    kind            VARCHAR(20) NOT NULL,
    external_userid VARCHAR(64) NOT NULL,
    corp_id         VARCHAR(64) NOT NULL,
    PRIMARY KEY (job_id, kind, external_userid),
    KEY contact_sync_example_contact (corp_id, external_userid)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
