-- What groups are for.
CREATE TABLE charter (
    id            BIGINT       NOT NULL AUTO_INCREMENT,
    corp_id       VARCHAR(64)  NOT NULL,
    -- All that people decide, as JSON; the columns up to prepares_next repeat what others look by.
    definition    MEDIUMTEXT   NOT NULL,
    name          VARCHAR(64)  NOT NULL,
    kind          VARCHAR(16)  NOT NULL,
    owner_userid  VARCHAR(64),
    starts_on     DATE,
    ends_on       DATE,
    -- MEMBERS, JOINS, ORDERS, OTHER
    goal_measure  VARCHAR(16),
    goal_target   BIGINT,
    soft_cap      INT          NOT NULL,
    prepares_next BOOLEAN      NOT NULL,
    -- DRAFT, APPROVED
    status        VARCHAR(16)  NOT NULL,
    -- Null: not opened yet.
    chat_id       VARCHAR(64),
    reported      BIGINT       NOT NULL,
    -- The charter whose full group this one's goes on for.
    follows       BIGINT,
    -- The live code by which WeCom is to open the group.
    asked_at      DATETIME(6),
    live_code_id  VARCHAR(32),
    join_state    VARCHAR(128),
    refusal       VARCHAR(64),
    version       INT          NOT NULL,
    created_at    DATETIME(6)  NOT NULL,
    updated_at    DATETIME(6)  NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY charter_of_group (corp_id, chat_id),
    UNIQUE KEY charter_follower (corp_id, follows),
    KEY charter_list (corp_id, id),
    KEY charter_by_name (corp_id, name),
    KEY charter_by_state (join_state)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
