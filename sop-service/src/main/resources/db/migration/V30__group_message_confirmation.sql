-- Group messages go to group chats too, and what happens until their senders confirm is followed.
ALTER TABLE group_message
    ADD COLUMN chat_type VARCHAR(8) NOT NULL DEFAULT 'SINGLE' COMMENT 'SINGLE: contacts, GROUP: group chats' AFTER sender,
    ADD COLUMN follow_up JSON NOT NULL DEFAULT ('{"remindAfter":[]}') COMMENT 'what is done while it is not confirmed'
        AFTER content,
    ADD COLUMN confirmed_at DATETIME(6) NULL AFTER called_at,
    ADD COLUMN cancelled_at DATETIME(6) NULL COMMENT 'when somebody wanted it cancelled' AFTER confirmed_at,
    ADD KEY group_message_called (corp_id, called_at);

ALTER TABLE group_message_receiver
    CHANGE COLUMN external_userid receiver VARCHAR(64) NOT NULL COMMENT 'an external_userid or a chat_id',
    MODIFY COLUMN delivery VARCHAR(16) NOT NULL
        COMMENT 'QUEUED, WITHDRAWN, HANDED_OVER, SENT, NOT_FRIEND, QUOTA_USED_UP, REFUSED, NOT_CONFIRMED, CANCELLED, UNKNOWN';

-- One row for each call, written before it: WeCom takes three a day, and nobody wants more than were meant.
CREATE TABLE group_message_reminder (
    id               BIGINT       NOT NULL AUTO_INCREMENT,
    corp_id          VARCHAR(64)  NOT NULL,
    group_message_id BIGINT       NOT NULL,
    addressee        VARCHAR(16)  NOT NULL COMMENT 'SENDER, SUPERVISOR',
    status           VARCHAR(16)  NOT NULL COMMENT 'PENDING, SENT, DROPPED, REFUSED, UNKNOWN',
    reason           VARCHAR(500) NULL,
    due_at           DATETIME(6)  NOT NULL,
    called_at        DATETIME(6)  NULL,
    PRIMARY KEY (id),
    KEY group_message_reminder_message (group_message_id, addressee, due_at)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
