-- Members who were flagged, and what the owners of their groups have to do about it.
CREATE TABLE group_member_flag (
    id         BIGINT        NOT NULL AUTO_INCREMENT,
    corp_id    VARCHAR(64)   NOT NULL,
    chat_id    VARCHAR(64)   NOT NULL,
    -- A userid or an external_userid.
    member_id  VARCHAR(64)   NOT NULL,
    -- ADVERTISING, RULE_BROKEN, OTHER
    reason     VARCHAR(16)   NOT NULL,
    evidence   VARCHAR(2000) NOT NULL,
    flagged_at DATETIME(6)   NOT NULL,
    PRIMARY KEY (id),
    KEY group_member_flag_of_member (corp_id, chat_id, member_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE group_removal_task (
    id         BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id    VARCHAR(64) NOT NULL,
    chat_id    VARCHAR(64) NOT NULL,
    member_id  VARCHAR(64) NOT NULL,
    -- OPEN, DONE, WITHDRAWN
    state      VARCHAR(9)  NOT NULL,
    -- True while it is open, else null: a member has one open task in a group.
    is_open    BOOLEAN,
    created_at DATETIME(6) NOT NULL,
    settled_at DATETIME(6),
    PRIMARY KEY (id),
    UNIQUE KEY group_removal_task_open (corp_id, chat_id, member_id, is_open),
    KEY group_removal_task_list (corp_id, state, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Contacts in many groups are counted along this.
ALTER TABLE group_member ADD KEY group_member_external (corp_id, is_external, member_id);
