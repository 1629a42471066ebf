-- Where plans may tell the company's own systems; the three tables of rest's webhooks, and our names for them.
CREATE TABLE webhook (
    id          BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id     VARCHAR(64) NOT NULL,
    name        VARCHAR(50) NOT NULL,
    endpoint_id BIGINT      NOT NULL,
    version     INT         NOT NULL COMMENT 'counts edits',
    created_at  DATETIME(6) NOT NULL,
    updated_at  DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY webhook_name (corp_id, name),
    KEY webhook_list (corp_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE webhook_endpoint (
    id         BIGINT       NOT NULL AUTO_INCREMENT,
    corp_id    VARCHAR(64)  NOT NULL,
    url        VARCHAR(500) NOT NULL,
    secret     VARCHAR(100) NOT NULL COMMENT 'never answered',
    created_at DATETIME(6)  NOT NULL,
    updated_at DATETIME(6)  NOT NULL,
    PRIMARY KEY (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE webhook_delivery (
    id          BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id     VARCHAR(64) NOT NULL,
    endpoint_id BIGINT      NOT NULL,
    message_id  VARCHAR(64) NOT NULL COMMENT 'webhook-id',
    type        VARCHAR(64) NOT NULL,
    body        MEDIUMTEXT  NOT NULL,
    status      VARCHAR(16) NOT NULL COMMENT 'PENDING, DELIVERED, FAILED',
    tries       INT         NOT NULL COMMENT 'since it was owed or sent anew',
    next_try_at DATETIME(6) NULL,
    created_at  DATETIME(6) NOT NULL,
    updated_at  DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    KEY webhook_delivery_list (corp_id, endpoint_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE webhook_attempt (
    id           BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id      VARCHAR(64) NOT NULL,
    delivery_id  BIGINT      NOT NULL,
    attempted_at DATETIME(6) NOT NULL,
    millis       BIGINT      NOT NULL,
    status       INT         NULL COMMENT 'HTTP''s',
    failure      VARCHAR(16) NULL,
    PRIMARY KEY (id),
    KEY webhook_attempt_delivery (corp_id, delivery_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
