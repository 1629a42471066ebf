-- What is said again and again.
CREATE TABLE material (
    id          BIGINT       NOT NULL AUTO_INCREMENT,
    corp_id     VARCHAR(64)  NOT NULL,
    name        VARCHAR(100) COLLATE utf8mb4_unicode_ci NOT NULL,
    folder      VARCHAR(200) COLLATE utf8mb4_unicode_ci NOT NULL COMMENT 'empty: none',
    current     INT          NOT NULL COMMENT 'the newest version of what it says',
    valid_from  DATETIME(6)  NULL,
    valid_until DATETIME(6)  NULL COMMENT 'from then on it is not sent',
    version     INT          NOT NULL COMMENT 'counts edits',
    created_at  DATETIME(6)  NOT NULL,
    updated_at  DATETIME(6)  NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY material_name (corp_id, name),
    KEY material_list (corp_id, id),
    KEY material_folder (corp_id, folder, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Never updated: what was said with a version can be looked up.
CREATE TABLE material_version (
    corp_id     VARCHAR(64) NOT NULL,
    material_id BIGINT      NOT NULL,
    version     INT         NOT NULL,
    content     JSON        NOT NULL,
    created_at  DATETIME(6) NOT NULL,
    PRIMARY KEY (material_id, version)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE material_tag (
    corp_id     VARCHAR(64) NOT NULL,
    material_id BIGINT      NOT NULL,
    tag         VARCHAR(30) COLLATE utf8mb4_unicode_ci NOT NULL,
    PRIMARY KEY (material_id, tag),
    KEY material_tag_list (corp_id, tag, material_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Values of variables.
CREATE TABLE contact_fact (
    corp_id         VARCHAR(64)  NOT NULL,
    external_userid VARCHAR(64)  NOT NULL COMMENT 'empty: about the member',
    userid          VARCHAR(64)  NOT NULL COMMENT 'empty: the same for every member',
    name            VARCHAR(40)  NOT NULL COMMENT 'of the variable',
    value           VARCHAR(200) NOT NULL,
    told_at         DATETIME(6)  NOT NULL,
    PRIMARY KEY (corp_id, external_userid, userid, name)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
