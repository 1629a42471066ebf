ALTER TABLE enrolment
    -- Whether somebody is in a plan, asked for a page of a thousand.
    ADD KEY enrolment_plan_target (corp_id, plan_id, target_kind, target_id, status),
    -- Who goes on in which version, when a new one is published.
    ADD KEY enrolment_running (corp_id, plan_id, status, plan_version, id);

-- In whose name is spoken to a contact is asked for a page at once; whom a plan would have taken, by time.
ALTER TABLE follow_relation ADD KEY follow_relation_time (corp_id, changed_at, external_userid, userid);

-- In whose name is spoken in a group chat.
CREATE TABLE group_owner (
    corp_id    VARCHAR(64) NOT NULL,
    chat_id    VARCHAR(64) NOT NULL,
    userid     VARCHAR(64) NOT NULL,
    open       BOOLEAN     NOT NULL,
    changed_at DATETIME(6) NOT NULL,
    PRIMARY KEY (corp_id, chat_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
