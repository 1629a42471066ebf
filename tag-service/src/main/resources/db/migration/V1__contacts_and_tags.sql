-- External contacts. The id is ours: dense per database, the order of lists, and what bitmaps may count by.
CREATE TABLE external_contact (
    id              BIGINT       NOT NULL AUTO_INCREMENT,
    corp_id         VARCHAR(64)  NOT NULL,
    external_userid VARCHAR(64)  NOT NULL,
    name            VARCHAR(255) NOT NULL DEFAULT '',
    avatar          VARCHAR(1024),
    type            SMALLINT     NOT NULL DEFAULT 0,
    gender          SMALLINT     NOT NULL DEFAULT 0,
    unionid         VARCHAR(128),
    corp_name       VARCHAR(255),
    -- When the reading began that these columns come from; null: known by hearsay, not read yet.
    refreshed_at    DATETIME(6),
    PRIMARY KEY (id),
    UNIQUE KEY external_contact_by_userid (corp_id, external_userid),
    KEY external_contact_list (corp_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One member's relation to a contact. It stays when it has ended, with who ended it.
CREATE TABLE follow_user (
    corp_id         VARCHAR(64)  NOT NULL,
    external_userid VARCHAR(64)  NOT NULL,
    userid          VARCHAR(64)  NOT NULL,
    remark          VARCHAR(255) NOT NULL DEFAULT '',
    description     VARCHAR(600) NOT NULL DEFAULT '',
    -- Joined by commas, which no number has.
    remark_mobiles  VARCHAR(512) NOT NULL DEFAULT '',
    add_way         INT          NOT NULL DEFAULT 0,
    oper_userid     VARCHAR(64),
    state           VARCHAR(128),
    -- WeCom's createtime; null: only its end is known.
    added_at        DATETIME(6),
    -- MEMBER, CONTACT, TRANSFER, UNSEEN
    ended_by        VARCHAR(10),
    ended_at        DATETIME(6),
    refreshed_at    DATETIME(6),
    -- As of when follow_user_tag is known: by a reading, or by a mark_tag of ours.
    tagged_at       DATETIME(6),
    PRIMARY KEY (corp_id, external_userid, userid),
    KEY follow_user_by_userid (corp_id, userid, external_userid),
    KEY follow_user_by_state (corp_id, state, external_userid)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The tags that WeCom holds for a relation, each with why it is there.
CREATE TABLE follow_user_tag (
    corp_id         VARCHAR(64)  NOT NULL,
    external_userid VARCHAR(64)  NOT NULL,
    userid          VARCHAR(64)  NOT NULL,
    tag_id          VARCHAR(64)  NOT NULL,
    source          VARCHAR(160) NOT NULL,
    assigned_at     DATETIME(6)  NOT NULL,
    PRIMARY KEY (corp_id, external_userid, userid, tag_id),
    KEY follow_user_tag_by_tag (corp_id, tag_id, external_userid)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- A member's own tags. WeCom's (origin WECOM) come and go with each reading, ours (origin SCRM) are never touched by one.
CREATE TABLE personal_tag (
    corp_id         VARCHAR(64)  NOT NULL,
    external_userid VARCHAR(64)  NOT NULL,
    userid          VARCHAR(64)  NOT NULL,
    origin          VARCHAR(8)   NOT NULL,
    tag_name        VARCHAR(128) NOT NULL,
    PRIMARY KEY (corp_id, external_userid, userid, origin, tag_name)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE tag_group (
    corp_id     VARCHAR(64)  NOT NULL,
    group_id    VARCHAR(64)  NOT NULL,
    group_name  VARCHAR(128) NOT NULL,
    create_time DATETIME(6)  NOT NULL,
    -- WeCom's "order": the larger stands first.
    sort_order  BIGINT       NOT NULL,
    -- As of when we know this row to be so.
    seen_at     DATETIME(6)  NOT NULL,
    deleted_at  DATETIME(6),
    PRIMARY KEY (corp_id, group_id),
    KEY tag_group_by_name (corp_id, group_name)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE corp_tag (
    corp_id     VARCHAR(64)  NOT NULL,
    tag_id      VARCHAR(64)  NOT NULL,
    group_id    VARCHAR(64)  NOT NULL,
    name        VARCHAR(128) NOT NULL,
    create_time DATETIME(6)  NOT NULL,
    sort_order  BIGINT       NOT NULL,
    seen_at     DATETIME(6)  NOT NULL,
    deleted_at  DATETIME(6),
    PRIMARY KEY (corp_id, tag_id),
    KEY corp_tag_by_group (corp_id, group_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Tags that should exist, by name: the intent behind add_corp_tag.
CREATE TABLE tag_wish (
    corp_id    VARCHAR(64) NOT NULL,
    group_name VARCHAR(64) NOT NULL,
    tag_name   VARCHAR(64) NOT NULL,
    -- WANTED, PRESENT, REFUSED
    state      VARCHAR(8)  NOT NULL,
    errcode    INT,
    wished_at  DATETIME(6) NOT NULL,
    settled_at DATETIME(6),
    PRIMARY KEY (corp_id, group_name, tag_name)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Every decision to set or take away a tag: who, why, when, and what became of it.
CREATE TABLE tag_assignment (
    id              BIGINT       NOT NULL AUTO_INCREMENT,
    corp_id         VARCHAR(64)  NOT NULL,
    external_userid VARCHAR(64)  NOT NULL,
    userid          VARCHAR(64)  NOT NULL,
    -- ADD, REMOVE
    change_kind     VARCHAR(6)   NOT NULL,
    -- Null until the tag of these names is known to exist.
    tag_id          VARCHAR(64),
    group_name      VARCHAR(64),
    tag_name        VARCHAR(64),
    -- LIVE_CODE:<id>, PERSON:<sub>, WECOM
    source          VARCHAR(160) NOT NULL,
    -- Which service, or whose token.
    actor           VARCHAR(128) NOT NULL,
    -- PENDING, APPLIED, SUPERSEDED, REJECTED
    state           VARCHAR(10)  NOT NULL,
    errcode         INT,
    requested_at    DATETIME(6)  NOT NULL,
    settled_at      DATETIME(6),
    trace_id        CHAR(32),
    PRIMARY KEY (id),
    KEY tag_assignment_by_pair (corp_id, external_userid, userid, state, id),
    KEY tag_assignment_unresolved (corp_id, state, group_name, tag_name)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What happened to a contact, for people to read.
CREATE TABLE timeline_entry (
    id              BIGINT       NOT NULL AUTO_INCREMENT,
    corp_id         VARCHAR(64)  NOT NULL,
    external_userid VARCHAR(64)  NOT NULL,
    -- What makes it the same entry when it comes again: an event's id, or a call and what it was for.
    entry_key       VARCHAR(100) NOT NULL,
    userid          VARCHAR(64),
    happened_at     DATETIME(6)  NOT NULL,
    kind            VARCHAR(40)  NOT NULL,
    outcome         VARCHAR(40),
    errcode         INT,
    detail          TEXT         NOT NULL,
    trace_id        CHAR(32),
    PRIMARY KEY (id),
    UNIQUE KEY timeline_entry_once (corp_id, external_userid, entry_key),
    KEY timeline_entry_list (corp_id, external_userid, happened_at, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
