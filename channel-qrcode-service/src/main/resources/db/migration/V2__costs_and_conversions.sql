-- What channels cost and what their contacts bought. Amounts are in minor units of their currency (cents).

CREATE TABLE cost (
    id         BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id    VARCHAR(64) NOT NULL,
    channel_id BIGINT      NOT NULL,
    kind       VARCHAR(8)  NOT NULL COMMENT 'FIXED: for the whole period; PER_ADD: for each contact it brought',
    currency   CHAR(3)     NOT NULL,
    amount     BIGINT      NOT NULL,
    from_date  DATE        NOT NULL COMMENT 'first day, in the corp''s time zone',
    until_date DATE        NOT NULL COMMENT 'last day',
    note       VARCHAR(200) COLLATE utf8mb4_unicode_ci NULL,
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    KEY cost_list (corp_id, id),
    KEY cost_channel (corp_id, channel_id, currency, until_date)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- An order of a contact, and how much of it was paid back.
CREATE TABLE conversion (
    id              BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id         VARCHAR(64) NOT NULL,
    order_id        VARCHAR(64) NOT NULL,
    external_userid VARCHAR(64) NOT NULL,
    currency        CHAR(3)     NOT NULL,
    amount          BIGINT      NOT NULL,
    refunded        BIGINT      NOT NULL,
    occurred_at     DATETIME(6) NOT NULL,
    created_at      DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY conversion_order (corp_id, order_id),
    KEY conversion_list (corp_id, id),
    KEY conversion_contact (corp_id, external_userid, occurred_at)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE refund (
    id            BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id       VARCHAR(64) NOT NULL,
    conversion_id BIGINT      NOT NULL,
    refund_id     VARCHAR(64) NOT NULL,
    amount        BIGINT      NOT NULL,
    occurred_at   DATETIME(6) NOT NULL,
    created_at    DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY refund_once (conversion_id, refund_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Contacts that a channel brought in a period.
ALTER TABLE attribution ADD KEY attribution_acquired (corp_id, first_channel_id, first_at);
