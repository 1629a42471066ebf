-- Contacts who came into a group by a live code's state.

CREATE TABLE group_join (
    id              BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id         VARCHAR(64) NOT NULL,
    chat_id         VARCHAR(64) NOT NULL,
    external_userid VARCHAR(64) NOT NULL,
    live_code_id    BIGINT      NOT NULL,
    channel_id      BIGINT      NOT NULL,
    joined_at       DATETIME(6) NOT NULL,
    recorded_at     DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY group_join_once (corp_id, chat_id, external_userid, joined_at),
    KEY group_join_contact (corp_id, external_userid, joined_at),
    KEY group_join_channel (corp_id, channel_id, joined_at)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
