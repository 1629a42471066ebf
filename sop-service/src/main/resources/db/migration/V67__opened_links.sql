-- A version's links are its own, so that results by version can tell how often they were opened. Until now versions
-- shared them: what a plan has said until now counts for the version that it has.
ALTER TABLE said_link
    ADD COLUMN version INT NOT NULL DEFAULT 0 COMMENT 'of the plan; 0: of a message by hand' AFTER origin_id,
    DROP KEY said_link_said,
    ADD UNIQUE KEY said_link_said (corp_id, origin, origin_id, version, part, link_key);

UPDATE said_link l JOIN plan p ON p.corp_id = l.corp_id AND p.id = l.origin_id
SET l.version = p.published_version
WHERE l.origin = 'PLAN';

-- How often links of plans that many got were opened, by whomever.
CREATE TABLE plan_link_opening (
    corp_id      VARCHAR(64) NOT NULL,
    plan_id      BIGINT      NOT NULL,
    day          DATE        NOT NULL COMMENT 'on which they were opened, in the corp''s time zone',
    plan_version INT         NOT NULL,
    step_key     VARCHAR(32) NOT NULL,
    variant      VARCHAR(16) NOT NULL COMMENT 'of what the step says; empty: it says one thing',
    openings     BIGINT      NOT NULL,
    PRIMARY KEY (corp_id, plan_id, day, plan_version, step_key, variant)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
