-- When a tag that was set is taken away again.
ALTER TABLE tag_assignment ADD COLUMN expires_at DATETIME(6);

-- What contacts did, each once: the history that rules, growth and reports go by.
CREATE TABLE behaviour (
    id              BIGINT       NOT NULL AUTO_INCREMENT,
    corp_id         VARCHAR(64)  NOT NULL,
    external_userid VARCHAR(64)  NOT NULL,
    -- What makes it the same when it is told again: an event's id, or what the teller calls it.
    behaviour_key   VARCHAR(100) NOT NULL,
    -- The member, if it is about one.
    userid          VARCHAR(64),
    -- ADDED, LOST, ATTRIBUTED, GROUP_JOINED, GROUP_LEFT, LINK_CLICKED, MESSAGE_SENT, SURVEY_ANSWERED, PURCHASED, REFUNDED
    kind            VARCHAR(24)  NOT NULL,
    -- A live code, a chat_id, a link, a survey, an order; empty if there is nothing to name.
    subject         VARCHAR(190) NOT NULL DEFAULT '',
    -- Minor units.
    amount          BIGINT,
    currency        CHAR(3),
    happened_at     DATETIME(6)  NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY behaviour_once (corp_id, external_userid, behaviour_key),
    KEY behaviour_of_contact (corp_id, external_userid, happened_at),
    KEY behaviour_by_kind (corp_id, kind, subject, happened_at)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The channels that a contact came by.
CREATE TABLE contact_channel (
    corp_id         VARCHAR(64) NOT NULL,
    external_userid VARCHAR(64) NOT NULL,
    userid          VARCHAR(64) NOT NULL,
    live_code_id    VARCHAR(64) NOT NULL,
    channel_id      VARCHAR(64) NOT NULL,
    -- The latest time.
    attributed_at   DATETIME(6) NOT NULL,
    PRIMARY KEY (corp_id, external_userid, userid, live_code_id),
    KEY contact_channel_by_channel (corp_id, channel_id, external_userid)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The groups that a contact is or was in; the newer of two words wins.
CREATE TABLE group_membership (
    corp_id         VARCHAR(64) NOT NULL,
    external_userid VARCHAR(64) NOT NULL,
    chat_id         VARCHAR(64) NOT NULL,
    joined_at       DATETIME(6),
    left_at         DATETIME(6),
    PRIMARY KEY (corp_id, external_userid, chat_id),
    KEY group_membership_by_chat (corp_id, chat_id, external_userid)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- When a contact last did something of its own accord.
CREATE TABLE contact_activity (
    corp_id         VARCHAR(64) NOT NULL,
    external_userid VARCHAR(64) NOT NULL,
    last_active_at  DATETIME(6) NOT NULL,
    PRIMARY KEY (corp_id, external_userid),
    KEY contact_activity_by_time (corp_id, last_active_at, external_userid)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Which growth level a contact is on: S, A, B or C.
CREATE TABLE contact_growth (
    corp_id         VARCHAR(64) NOT NULL,
    external_userid VARCHAR(64) NOT NULL,
    level           CHAR(1)     NOT NULL,
    -- Since when.
    levelled_at     DATETIME(6) NOT NULL,
    PRIMARY KEY (corp_id, external_userid),
    KEY contact_growth_by_level (corp_id, level, external_userid)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
