-- The public short link of a live code, and how often it was opened.

-- Random and unguessable, and not made from the state, which must not be known outside. The database makes it, so that
-- codes which an older version adds beside a newer one have theirs too. 72 random bits as 12 letters and digits.
ALTER TABLE live_code ADD COLUMN short_code CHAR(12) NULL;

UPDATE live_code SET short_code = REPLACE(REPLACE(TO_BASE64(RANDOM_BYTES(9)), '+', 'A'), '/', 'B');

ALTER TABLE live_code
    MODIFY COLUMN short_code CHAR(12) NOT NULL
        DEFAULT (REPLACE(REPLACE(TO_BASE64(RANDOM_BYTES(9)), '+', 'A'), '/', 'B'))
        COMMENT 'of the public link; unguessable',
    ADD UNIQUE KEY live_code_short_code (short_code);

-- Counts only, nothing about who opened it.
CREATE TABLE scan_count (
    corp_id      VARCHAR(64) NOT NULL,
    live_code_id BIGINT      NOT NULL,
    day          DATE        NOT NULL COMMENT 'in the corp''s time zone',
    device       VARCHAR(8)  NOT NULL COMMENT 'IOS, ANDROID, DESKTOP, OTHER',
    place        VARCHAR(32) NOT NULL COMMENT 'place of entry as the link names it; empty: none',
    channel_id   BIGINT      NOT NULL,
    scans        BIGINT      NOT NULL,
    PRIMARY KEY (corp_id, live_code_id, day, device, place),
    KEY scan_count_channel (corp_id, channel_id, day)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
