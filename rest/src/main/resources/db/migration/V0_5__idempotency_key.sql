-- One row for each POST that came with an Idempotency-Key, kept for a day. The key itself, which may say something
-- about somebody, is not kept.
CREATE TABLE idempotency_key (
    corp_id      VARCHAR(64)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    key_digest   CHAR(64)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'SHA-256 of client, route and key',
    body_digest  CHAR(64)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'SHA-256 of the body',
    attempt      CHAR(36)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'who works on it; fences a request that was taken for dead',
    state        VARCHAR(9)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'STARTED, COMMITTED, ANSWERED',
    lease_until  DATETIME(6)  NOT NULL COMMENT 'UTC; afterwards the attempt is taken for dead',
    expires_at   DATETIME(6)  NOT NULL COMMENT 'UTC',
    status       SMALLINT     NULL,
    content_type VARCHAR(255) NULL,
    location     VARCHAR(512) NULL,
    etag         VARCHAR(128) NULL,
    answer       MEDIUMTEXT   NULL,
    PRIMARY KEY (corp_id, key_digest),
    KEY idempotency_key_by_expiry (expires_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;
