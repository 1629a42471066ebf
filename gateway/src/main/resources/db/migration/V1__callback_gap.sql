-- Callbacks that were refused because neither Kafka nor MySQL took them. Each was kept in a file by the process that
-- refused it, and is published late, by way of the outbox, when it becomes a row here.
CREATE TABLE callback_gap (
    event_id    CHAR(64)     NOT NULL,
    corp_id     VARCHAR(64)  NOT NULL,
    event_type  VARCHAR(64)  NOT NULL,
    event_key   VARCHAR(255) NOT NULL,
    occurred_at DATETIME(6)  NOT NULL,
    recorded_at DATETIME(6)  NOT NULL,
    repaired_at DATETIME(6)  NOT NULL,
    PRIMARY KEY (event_id),
    KEY callback_gap_by_corp (corp_id, occurred_at)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
