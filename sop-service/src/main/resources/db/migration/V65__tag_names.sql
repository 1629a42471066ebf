-- What corp tags are called, as tag-service told last: texts name the tag that a contact has of a group.
CREATE TABLE tag_name (
    corp_id    VARCHAR(64)  NOT NULL,
    tag_id     VARCHAR(64)  NOT NULL,
    name       VARCHAR(128) NOT NULL,
    group_id   VARCHAR(64)  NOT NULL,
    group_name VARCHAR(128) NOT NULL,
    place      INT          NOT NULL COMMENT 'in the order in which tags stand',
    read_at    DATETIME(6)  NOT NULL COMMENT 'the same for all tags of a corp',
    PRIMARY KEY (corp_id, tag_id),
    KEY tag_name_group_id (corp_id, group_id),
    KEY tag_name_group_name (corp_id, group_name)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
