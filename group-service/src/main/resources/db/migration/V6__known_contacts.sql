-- Who is or was whose contact, as far as we have heard: all that a group needs to know of contacts.
CREATE TABLE known_contact (
    corp_id         VARCHAR(64) NOT NULL,
    external_userid VARCHAR(64) NOT NULL,
    userid          VARCHAR(64) NOT NULL,
    lasting         BOOLEAN     NOT NULL,
    -- What is told later wins.
    told_at         DATETIME(6) NOT NULL,
    PRIMARY KEY (corp_id, external_userid, userid),
    KEY known_contact_of_user (corp_id, userid, told_at)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Since when all contacts of a corp are known: without that, everybody would be a stranger.
CREATE TABLE known_contact_pull (
    corp_id   VARCHAR(64) NOT NULL,
    pulled_at DATETIME(6) NOT NULL,
    PRIMARY KEY (corp_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Stays of contacts of nobody that were announced.
CREATE TABLE group_stranger (
    corp_id      VARCHAR(64) NOT NULL,
    chat_id      VARCHAR(64) NOT NULL,
    member_id    VARCHAR(64) NOT NULL,
    joined_at    DATETIME(6) NOT NULL,
    announced_at DATETIME(6) NOT NULL,
    PRIMARY KEY (corp_id, chat_id, member_id, joined_at)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
