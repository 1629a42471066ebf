-- What we know of tag groups beyond WeCom.
ALTER TABLE tag_group
    -- The customer strategy (规则组) that it belongs to; null: the corp's own.
    ADD COLUMN strategy_id BIGINT,
    -- BEHAVIOUR, GROWTH, ATTRIBUTE
    ADD COLUMN category    VARCHAR(10) NOT NULL DEFAULT 'ATTRIBUTE',
    -- Whether a relation has at most one tag of it.
    ADD COLUMN exclusive   BOOLEAN     NOT NULL DEFAULT FALSE,
    -- #RRGGBB
    ADD COLUMN colour      CHAR(7),
    -- The member to ask about it.
    ADD COLUMN owner       VARCHAR(64),
    -- Grows with each change, and with those of its tags' versions makes the ETag.
    ADD COLUMN version     BIGINT      NOT NULL DEFAULT 1;

ALTER TABLE corp_tag ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
