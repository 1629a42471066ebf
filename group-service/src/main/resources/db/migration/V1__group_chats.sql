-- Customer groups.
CREATE TABLE group_chat (
    id                BIGINT       NOT NULL AUTO_INCREMENT,
    corp_id           VARCHAR(64)  NOT NULL,
    chat_id           VARCHAR(64)  NOT NULL,
    name              VARCHAR(255) NOT NULL DEFAULT '',
    owner             VARCHAR(64),
    notice            TEXT,
    create_time       DATETIME(6),
    dismissed_at      DATETIME(6),
    -- The member version up to which we know who is in; null before the first reading.
    member_version    VARCHAR(64),
    -- Versions known to be older than it, latest last, joined by spaces: a reading that shows one of them lags.
    earlier_versions  TEXT         NOT NULL,
    -- How much news there was, and how much of it the last reading had when it began: it is outdated while they differ.
    news              BIGINT       NOT NULL DEFAULT 0,
    news_read         BIGINT       NOT NULL DEFAULT 0,
    -- When the last callback said so; null once a reading has told to what.
    name_changed_at   DATETIME(6),
    owner_changed_at  DATETIME(6),
    notice_changed_at DATETIME(6),
    member_count      INT          NOT NULL DEFAULT 0,
    external_count    INT          NOT NULL DEFAULT 0,
    refreshed_at      DATETIME(6),
    PRIMARY KEY (id),
    UNIQUE KEY group_chat_by_chat_id (corp_id, chat_id),
    KEY group_chat_list (corp_id, id),
    KEY group_chat_by_owner (corp_id, owner, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What changed about a group as a whole.
CREATE TABLE group_chat_change (
    id           BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id      VARCHAR(64) NOT NULL,
    chat_id      VARCHAR(64) NOT NULL,
    happened_at  DATETIME(6) NOT NULL,
    -- CREATED, RENAMED, OWNER_CHANGED, NOTICE_CHANGED, DISMISSED
    kind         VARCHAR(16) NOT NULL,
    before_value TEXT,
    after_value  TEXT,
    PRIMARY KEY (id),
    KEY group_chat_change_list (corp_id, chat_id, happened_at, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Who is in now.
CREATE TABLE group_member (
    corp_id        VARCHAR(64) NOT NULL,
    chat_id        VARCHAR(64) NOT NULL,
    -- A userid or an external_userid.
    member_id      VARCHAR(64) NOT NULL,
    is_external    BOOLEAN     NOT NULL,
    joined_at      DATETIME(6) NOT NULL,
    join_scene     INT,
    state          VARCHAR(128),
    invitor        VARCHAR(64),
    unionid        VARCHAR(128),
    group_nickname VARCHAR(255),
    name           VARCHAR(255),
    PRIMARY KEY (corp_id, chat_id, member_id),
    KEY group_member_by_member (corp_id, member_id, chat_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Every stay of everybody, for good.
CREATE TABLE group_member_spell (
    id             BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id        VARCHAR(64) NOT NULL,
    chat_id        VARCHAR(64) NOT NULL,
    member_id      VARCHAR(64) NOT NULL,
    is_external    BOOLEAN     NOT NULL,
    -- Null: before we knew the group, or untold so far.
    joined_at      DATETIME(6),
    -- Told by a callback (to the second), or read.
    join_told      BOOLEAN     NOT NULL,
    -- As groupchat/get tells them; null before it was read.
    join_scene     INT,
    state          VARCHAR(128),
    invitor        VARCHAR(64),
    quit_at        DATETIME(6),
    quit_told      BOOLEAN     NOT NULL DEFAULT FALSE,
    -- 0 left, 1 removed; null when nobody told.
    quit_scene     INT,
    join_announced BOOLEAN     NOT NULL DEFAULT FALSE,
    quit_announced BOOLEAN     NOT NULL DEFAULT FALSE,
    -- Changed since it was last looked at for announcing.
    news           BOOLEAN     NOT NULL DEFAULT TRUE,
    PRIMARY KEY (id),
    KEY group_member_spell_news (corp_id, chat_id, news, id),
    KEY group_member_spell_by_member (corp_id, chat_id, member_id, id),
    KEY group_member_spell_joined (corp_id, chat_id, joined_at, id),
    KEY group_member_spell_quit (corp_id, chat_id, quit_at, id),
    KEY group_member_spell_of_member (corp_id, member_id, chat_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
