-- Links that messages say, under the code of the short link that leads to them.
CREATE TABLE said_link (
    code            CHAR(12)      NOT NULL,
    corp_id         VARCHAR(64)   NOT NULL,
    origin          VARCHAR(8)    NOT NULL COMMENT 'PLAN, CAMPAIGN',
    origin_id       BIGINT        NOT NULL,
    part            VARCHAR(40)   NOT NULL COMMENT 'a step and its way, or a variant',
    link_key        CHAR(32)      NOT NULL COMMENT 'a digest of the address and of the contact',
    url             VARCHAR(2048) NOT NULL,
    external_userid VARCHAR(64)   NULL COMMENT 'the one to whom it is said; null: many, or one who was erased',
    openings        BIGINT        NOT NULL,
    created_at      DATETIME(6)   NOT NULL,
    PRIMARY KEY (code),
    UNIQUE KEY said_link_said (corp_id, origin, origin_id, part, link_key),
    KEY said_link_contact (corp_id, external_userid)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
