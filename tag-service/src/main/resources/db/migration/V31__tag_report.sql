-- How many relations got and lost a tag on a day, by the corp's calendar: added to by each poll of events.
CREATE TABLE tag_daily (
    corp_id VARCHAR(64) NOT NULL,
    tag_id  VARCHAR(64) NOT NULL,
    day     DATE        NOT NULL,
    added   BIGINT      NOT NULL,
    removed BIGINT      NOT NULL,
    PRIMARY KEY (corp_id, tag_id, day),
    KEY tag_daily_by_day (corp_id, day, tag_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- How many contacts carry what, counted once a day.
CREATE TABLE tag_coverage (
    corp_id    VARCHAR(64) NOT NULL,
    -- CONTACTS: all whom somebody follows; ANY: with a tag; GROUP: with a tag of a group; TAG: with a tag
    scope      VARCHAR(8)  NOT NULL,
    -- The group or the tag, else empty.
    scope_id   VARCHAR(64) NOT NULL,
    contacts   BIGINT      NOT NULL,
    counted_at DATETIME(6) NOT NULL,
    PRIMARY KEY (corp_id, scope, scope_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
