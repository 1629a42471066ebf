-- How often the short link of a live code was opened: counts only, nothing about who opened it.

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
