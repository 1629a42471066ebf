-- Links that are said to contacts: short links that lead elsewhere. Written once, before anybody has them.
CREATE TABLE wrapped_link (
    code            CHAR(12)      NOT NULL COMMENT 'the end of the short link',
    corp_id         VARCHAR(64)   NOT NULL,
    link_id         VARCHAR(64)   NOT NULL COMMENT 'by which whoever wanted it knows it',
    url             VARCHAR(2048) NOT NULL,
    external_userid VARCHAR(64)   NULL COMMENT 'the one to whom it was said; null: many, or one who was erased',
    PRIMARY KEY (code),
    KEY wrapped_link_contact (corp_id, external_userid)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
