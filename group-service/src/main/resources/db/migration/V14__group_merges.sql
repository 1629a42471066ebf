-- Groups whose members are invited into others.
CREATE TABLE group_merge (
    id            BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id       VARCHAR(64) NOT NULL,
    from_chat_id  VARCHAR(64) NOT NULL,
    into_chat_id  VARCHAR(64) NOT NULL,
    expected_size INT         NOT NULL,
    accepted_at   DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY group_merge_of_group (corp_id, from_chat_id),
    KEY group_merge_list (corp_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
