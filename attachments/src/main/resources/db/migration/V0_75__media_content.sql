-- Bytes that go with what is said, kept because WeCom forgets media after three days.
CREATE TABLE media_content (
    id             BIGINT       NOT NULL AUTO_INCREMENT,
    corp_id        VARCHAR(64)  NOT NULL,
    type           VARCHAR(8)   NOT NULL COMMENT 'IMAGE, VIDEO, FILE',
    filename       VARCHAR(128) NOT NULL,
    content        LONGBLOB     NOT NULL,
    sha256         CHAR(64)     NOT NULL,
    media_id       VARCHAR(256) NULL,
    media_id_until DATETIME(6)  NULL COMMENT 'usable at least until then',
    created_at     DATETIME(6)  NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY media_content_bytes (corp_id, type, sha256)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
