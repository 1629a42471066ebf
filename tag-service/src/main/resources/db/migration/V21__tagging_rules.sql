-- Rules of a corp change one after the other; each change counts, so that whoever holds them knows when to read anew.
CREATE TABLE tagging_rule_book (
    corp_id    VARCHAR(64) NOT NULL,
    generation BIGINT      NOT NULL,
    PRIMARY KEY (corp_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE tagging_rule (
    id         BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id    VARCHAR(64) NOT NULL,
    -- Of tagging_rule_version.
    version    INT         NOT NULL,
    -- Counts all edits.
    revision   INT         NOT NULL,
    name       VARCHAR(50) NOT NULL,
    priority   INT         NOT NULL,
    enabled    BOOLEAN     NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    deleted_at DATETIME(6),
    PRIMARY KEY (id),
    KEY tagging_rule_list (corp_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What a rule asks for and does, as it was published; never changed.
CREATE TABLE tagging_rule_version (
    corp_id      VARCHAR(64)  NOT NULL,
    rule_id      BIGINT       NOT NULL,
    version      INT          NOT NULL,
    definition   MEDIUMTEXT   NOT NULL,
    actor        VARCHAR(128) NOT NULL,
    published_at DATETIME(6)  NOT NULL,
    PRIMARY KEY (corp_id, rule_id, version)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- That a version of a rule fired for a contact on a trigger, once.
CREATE TABLE rule_firing (
    corp_id         VARCHAR(64) NOT NULL,
    external_userid VARCHAR(64) NOT NULL,
    rule_id         BIGINT      NOT NULL,
    rule_version    INT         NOT NULL,
    trigger_id      BINARY(32)  NOT NULL,
    -- FIRED, TOO_DEEP
    outcome         VARCHAR(8)  NOT NULL,
    -- 1: set off by what happened; more: by what another rule did.
    depth           SMALLINT    NOT NULL,
    fired_at        DATETIME(6) NOT NULL,
    -- Names the batch that inserted the row.
    claim           BIGINT      NOT NULL,
    PRIMARY KEY (corp_id, external_userid, rule_id, rule_version, trigger_id),
    KEY rule_firing_by_rule (corp_id, rule_id, fired_at)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Firings counted by day, in the corp's time zone.
CREATE TABLE rule_firing_day (
    corp_id       VARCHAR(64) NOT NULL,
    rule_id       BIGINT      NOT NULL,
    rule_version  INT         NOT NULL,
    fired_on      DATE        NOT NULL,
    firings       BIGINT      NOT NULL,
    last_fired_at DATETIME(6) NOT NULL,
    PRIMARY KEY (corp_id, rule_id, rule_version, fired_on)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Up to whom a version of a rule has looked for idle contacts, in the order of contact_activity.
CREATE TABLE rule_idle (
    corp_id         VARCHAR(64) NOT NULL,
    rule_id         BIGINT      NOT NULL,
    rule_version    INT         NOT NULL,
    days            INT         NOT NULL,
    last_active_at  DATETIME(6) NOT NULL,
    external_userid VARCHAR(64) NOT NULL,
    PRIMARY KEY (corp_id, rule_id, rule_version, days)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
