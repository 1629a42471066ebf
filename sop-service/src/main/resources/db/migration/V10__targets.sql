-- Plans are for group chats and members too: whom an enrolment is about is a kind and an id.
ALTER TABLE enrolment
    ADD COLUMN target_kind VARCHAR(8) NOT NULL DEFAULT 'CONTACT' COMMENT 'CONTACT, GROUP, MEMBER' AFTER userid,
    CHANGE COLUMN external_userid target_id VARCHAR(64) NOT NULL
        COMMENT 'an external_userid, a chat_id or a userid',
    ADD COLUMN occurrence BIGINT NOT NULL DEFAULT 0 COMMENT 'which of many times; 0 where a plan takes a target once',
    ADD COLUMN batch BIGINT NOT NULL DEFAULT 0 COMMENT 'tells who added it from who found it there',
    DROP KEY enrolment_once,
    DROP KEY enrolment_pair,
    ADD UNIQUE KEY enrolment_once (corp_id, plan_id, plan_version, target_kind, target_id, userid, occurrence),
    ADD KEY enrolment_target (corp_id, target_kind, target_id, userid, status);

ALTER TABLE due_step
    ADD COLUMN step_key VARCHAR(32) NOT NULL DEFAULT '' COMMENT 'the same in every version' AFTER step,
    ADD COLUMN occurrence INT NOT NULL DEFAULT 0 COMMENT 'which time of a step that is done again' AFTER step_key,
    ADD COLUMN target_kind VARCHAR(8) NOT NULL DEFAULT 'CONTACT' COMMENT 'CONTACT, GROUP, MEMBER' AFTER userid,
    CHANGE COLUMN external_userid target_id VARCHAR(64) NOT NULL
        COMMENT 'an external_userid, a chat_id or a userid',
    DROP KEY due_step_contact,
    ADD KEY due_step_target (corp_id, target_kind, target_id, id);

UPDATE due_step SET step_key = step + 1;

-- A step is done once, in whichever version it stands.
ALTER TABLE due_step
    DROP KEY due_step_once,
    ADD UNIQUE KEY due_step_once (enrolment_id, step_key, occurrence);
