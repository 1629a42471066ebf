-- Messages that people compose: what is said to whom, and how far each receiver has come.
CREATE TABLE message_campaign (
    id            BIGINT        NOT NULL AUTO_INCREMENT,
    corp_id       VARCHAR(64)   NOT NULL,
    name          VARCHAR(50)   COLLATE utf8mb4_unicode_ci NOT NULL,
    chat_type     VARCHAR(8)    NOT NULL COMMENT 'SINGLE, GROUP',
    audience      VARCHAR(16)   NOT NULL COMMENT 'NAMED, SEGMENT',
    audience_id   VARCHAR(64)   NULL COMMENT 'which segment',
    size          BIGINT        NOT NULL COMMENT 'of the audience when it was composed',
    variants      JSON          NOT NULL,
    hold_out      INT           NOT NULL COMMENT 'percent of receivers who get nothing',
    follow_up     JSON          NOT NULL,
    status        VARCHAR(20)   NOT NULL
        COMMENT 'AWAITING_APPROVAL, SCHEDULED, FINDING, ASSIGNING, GATHERING, GATHERED, CANCELLING, CANCELLED',
    send_at       DATETIME(6)   NOT NULL,
    author        VARCHAR(255)  NOT NULL COMMENT 'the token''s subject',
    approver      VARCHAR(255)  NULL,
    approved_at   DATETIME(6)   NULL,
    page_cursor   VARCHAR(1024) NULL COMMENT 'where the next page of the audience begins',
    created_at    DATETIME(6)   NOT NULL,
    PRIMARY KEY (id),
    KEY message_campaign_list (corp_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE message_campaign_receiver (
    corp_id          VARCHAR(64) NOT NULL,
    campaign_id      BIGINT      NOT NULL,
    receiver         VARCHAR(64) NOT NULL COMMENT 'an external_userid or a chat_id',
    state            VARCHAR(16) NOT NULL COMMENT 'FOUND, ASSIGNED, HELD_OUT, NO_SENDER, GATHERED, CANCELLED',
    variant          CHAR(1)     NULL COMMENT 'A to E; -: held out',
    userid           VARCHAR(64) NULL COMMENT 'the sender',
    group_message_id BIGINT      NULL,
    PRIMARY KEY (campaign_id, receiver),
    -- What is taken next: receivers of one variant and sender lie side by side.
    KEY message_campaign_receiver_next (campaign_id, state, variant, userid, receiver),
    KEY message_campaign_receiver_contact (corp_id, receiver)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE message_campaign_message (
    corp_id          VARCHAR(64) NOT NULL,
    campaign_id      BIGINT      NOT NULL,
    group_message_id BIGINT      NOT NULL,
    PRIMARY KEY (campaign_id, group_message_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Who got the message before all others, to try it out.
CREATE TABLE message_campaign_test (
    corp_id          VARCHAR(64) NOT NULL,
    campaign_id      BIGINT      NOT NULL,
    receiver         VARCHAR(64) NOT NULL COMMENT 'an external_userid or a chat_id',
    group_message_id BIGINT      NOT NULL,
    PRIMARY KEY (campaign_id, receiver, group_message_id),
    KEY message_campaign_test_contact (corp_id, receiver)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
