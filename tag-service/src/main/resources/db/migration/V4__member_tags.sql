-- Tags of a member's own; which contacts have one is in personal_tag, origin SCRM.
CREATE TABLE member_tag (
    id         BIGINT       NOT NULL AUTO_INCREMENT,
    corp_id    VARCHAR(64)  NOT NULL,
    userid     VARCHAR(64)  NOT NULL,
    name       VARCHAR(128) NOT NULL,
    created_at DATETIME(6)  NOT NULL,
    -- Being taken off its contacts; then it goes.
    deleted_at DATETIME(6),
    PRIMARY KEY (id),
    UNIQUE KEY member_tag_name (corp_id, userid, name),
    KEY member_tag_list (corp_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

ALTER TABLE personal_tag ADD KEY personal_tag_by_name (corp_id, userid, origin, tag_name, external_userid);
