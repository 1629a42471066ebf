-- Tags on group chats: ours alone, WeCom knows nothing of them.
CREATE TABLE group_chat_tag (
    id         BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id    VARCHAR(64) NOT NULL,
    name       VARCHAR(30) NOT NULL,
    -- What it is about, in the corp's own words; empty if it says nothing.
    category   VARCHAR(30) NOT NULL DEFAULT '',
    -- #RRGGBB
    colour     CHAR(7),
    version    BIGINT      NOT NULL DEFAULT 1,
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY group_chat_tag_by_name (corp_id, name),
    KEY group_chat_tag_list (corp_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE group_chat_tagging (
    corp_id   VARCHAR(64)  NOT NULL,
    chat_id   VARCHAR(64)  NOT NULL,
    tag_id    BIGINT       NOT NULL,
    source    VARCHAR(160) NOT NULL,
    actor     VARCHAR(128) NOT NULL,
    tagged_at DATETIME(6)  NOT NULL,
    PRIMARY KEY (corp_id, chat_id, tag_id),
    KEY group_chat_tagging_by_tag (corp_id, tag_id, chat_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
