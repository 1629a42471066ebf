-- What contacts did that results count, after whatever was said to them: one row for each thing, told once.
CREATE TABLE reaction (
    corp_id         VARCHAR(64)  NOT NULL,
    kind            VARCHAR(8)   NOT NULL COMMENT 'BOUGHT, CLICKED, LOST',
    external_userid VARCHAR(64)  NOT NULL,
    happened_at     DATETIME(6)  NOT NULL,
    subject         VARCHAR(190) NOT NULL COMMENT 'an order, a link, the userid that lost or was lost',
    PRIMARY KEY (corp_id, kind, external_userid, happened_at, subject),
    -- What a result looks for: what happened in some days, by whom.
    KEY reaction_time (corp_id, kind, happened_at, external_userid, subject)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
