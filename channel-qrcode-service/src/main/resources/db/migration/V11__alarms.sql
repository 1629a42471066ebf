-- What is wrong with a live code, for people to see to.

CREATE TABLE alarm (
    id              BIGINT       NOT NULL AUTO_INCREMENT,
    corp_id         VARCHAR(64)  NOT NULL,
    live_code_id    BIGINT       NOT NULL,
    reason          VARCHAR(24)  NOT NULL,
    detail          VARCHAR(500) NOT NULL,
    is_open         BOOLEAN      NULL COMMENT 'TRUE or null, so that a code has one open alarm for each reason',
    raised_at       DATETIME(6)  NOT NULL,
    acknowledged_at DATETIME(6)  NULL,
    closed_at       DATETIME(6)  NULL,
    PRIMARY KEY (id),
    UNIQUE KEY alarm_open (live_code_id, reason, is_open),
    KEY alarm_list (corp_id, is_open, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- When WeCom was last seen to have the code.
ALTER TABLE live_code ADD COLUMN seen_at DATETIME(6) NULL AFTER sync;

-- The latest losses of a code.
ALTER TABLE attribution ADD KEY attribution_lost (corp_id, first_live_code_id, lost_at);
