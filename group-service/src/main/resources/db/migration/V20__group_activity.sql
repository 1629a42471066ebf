-- What happened in a group on a day of the corp's calendar.
CREATE TABLE group_day (
    corp_id    VARCHAR(64) NOT NULL,
    chat_id    VARCHAR(64) NOT NULL,
    day        DATE        NOT NULL,
    -- Of contacts. What group_member_spell says, and written anew when that changes.
    joins      INT         NOT NULL DEFAULT 0,
    quits      INT         NOT NULL DEFAULT 0,
    -- Of the quits: how many were removed, and of how many nobody told how.
    removals   INT         NOT NULL DEFAULT 0,
    untold     INT         NOT NULL DEFAULT 0,
    -- Of those who joined on this day: how many left within so many days.
    left_1     INT         NOT NULL DEFAULT 0,
    left_7     INT         NOT NULL DEFAULT 0,
    left_30    INT         NOT NULL DEFAULT 0,
    -- Steps of plans for the group: handed to WeCom, sent, failed.
    dispatched INT         NOT NULL DEFAULT 0,
    sent       INT         NOT NULL DEFAULT 0,
    failed     INT         NOT NULL DEFAULT 0,
    -- By contacts who were in.
    clicks     INT         NOT NULL DEFAULT 0,
    answers    INT         NOT NULL DEFAULT 0,
    -- Null: nobody told.
    messages   INT,
    speakers   INT,
    PRIMARY KEY (corp_id, chat_id, day)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What a member did in a group on a day.
CREATE TABLE group_member_day (
    corp_id   VARCHAR(64) NOT NULL,
    chat_id   VARCHAR(64) NOT NULL,
    day       DATE        NOT NULL,
    -- A userid or an external_userid.
    member_id VARCHAR(64) NOT NULL,
    messages  INT         NOT NULL DEFAULT 0,
    clicks    INT         NOT NULL DEFAULT 0,
    answers   INT         NOT NULL DEFAULT 0,
    PRIMARY KEY (corp_id, chat_id, day, member_id),
    KEY group_member_day_of_member (corp_id, member_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Orders of contacts who were in the group when they were placed: a row for each such group.
CREATE TABLE group_order (
    corp_id         VARCHAR(64)  NOT NULL,
    order_id        VARCHAR(64)  NOT NULL,
    chat_id         VARCHAR(64)  NOT NULL,
    external_userid VARCHAR(64)  NOT NULL,
    day             DATE         NOT NULL,
    currency        CHAR(3)      NOT NULL,
    -- In minor units.
    amount          BIGINT       NOT NULL,
    refunded        BIGINT       NOT NULL DEFAULT 0,
    PRIMARY KEY (corp_id, order_id, chat_id),
    KEY group_order_by_day (corp_id, chat_id, day),
    KEY group_order_of_contact (corp_id, external_userid)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Groups of which something is to be computed anew.
CREATE TABLE group_due (
    corp_id         VARCHAR(64) NOT NULL,
    chat_id         VARCHAR(64) NOT NULL,
    -- Null: nothing changes before something happens.
    due_at          DATETIME(6),
    -- Whether group_member_spell has changed since group_day was written from it.
    members_changed BOOLEAN     NOT NULL,
    PRIMARY KEY (corp_id, chat_id),
    KEY group_due_at (corp_id, due_at)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT INTO group_due (corp_id, chat_id, due_at, members_changed)
SELECT corp_id, chat_id, UTC_TIMESTAMP(6), TRUE FROM group_chat;
