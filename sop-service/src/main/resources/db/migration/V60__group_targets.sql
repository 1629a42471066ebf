-- Group chats as audiences: what plans and group messages ask of them. Each fact has the time at which it was true, for
-- events come late and shuffled: a newer one wins.
CREATE TABLE group_target (
    corp_id        VARCHAR(64)  NOT NULL,
    chat_id        VARCHAR(64)  NOT NULL,
    owner          VARCHAR(64)  NULL COMMENT 'null until it was read',
    owner_at       DATETIME(6)  NOT NULL,
    name           VARCHAR(255) NOT NULL DEFAULT '',
    open           BOOLEAN      NOT NULL DEFAULT TRUE COMMENT 'a group that was dismissed never opens again',
    kind           VARCHAR(16)  NULL COMMENT 'of its charter; null: it has none',
    charter_at     DATETIME(6)  NOT NULL,
    phase          VARCHAR(16)  NULL,
    phase_at       DATETIME(6)  NOT NULL,
    band           VARCHAR(16)  NULL COMMENT 'of its health; null while too little is known',
    band_at        DATETIME(6)  NOT NULL,
    PRIMARY KEY (corp_id, chat_id),
    KEY group_target_owner (corp_id, owner, chat_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
