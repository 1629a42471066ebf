-- Which events a consumer has had. Rows hold hashes over the corp's id, so they need no corp_id of their own.
CREATE TABLE inbox (
    consumer   VARCHAR(100) NOT NULL,
    event_id   BINARY(32)   NOT NULL,
    -- Names the batch that inserted the row, so that a batch can tell its own rows from earlier ones.
    claim      BIGINT       NOT NULL,
    claimed_at DATETIME(6)  NOT NULL,
    PRIMARY KEY (consumer, event_id),
    KEY inbox_by_age (claimed_at)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Events that wait for the relay, in the order of their ids; gone once Kafka has them.
CREATE TABLE outbox (
    id          BIGINT       NOT NULL AUTO_INCREMENT,
    -- Hash of the key: one relay at a time publishes a shard, so a key keeps its order.
    shard       SMALLINT     NOT NULL,
    corp_id     VARCHAR(64)  NOT NULL,
    topic       VARCHAR(64)  NOT NULL,
    event_key   VARCHAR(255) NOT NULL,
    event_id    CHAR(64)     NOT NULL,
    event_type  VARCHAR(64)  NOT NULL,
    traceparent VARCHAR(64),
    payload     MEDIUMTEXT   NOT NULL,
    created_at  DATETIME(6)  NOT NULL,
    PRIMARY KEY (id),
    KEY outbox_by_shard (shard, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Who publishes a shard, and until when; by the database's time.
CREATE TABLE outbox_shard (
    shard       SMALLINT    NOT NULL,
    owner       BIGINT      NOT NULL,
    lease_until DATETIME(6) NOT NULL,
    PRIMARY KEY (shard)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT INTO outbox_shard (shard, owner, lease_until) VALUES
    (0, 0, '2000-01-01'), (1, 0, '2000-01-01'), (2, 0, '2000-01-01'), (3, 0, '2000-01-01'),
    (4, 0, '2000-01-01'), (5, 0, '2000-01-01'), (6, 0, '2000-01-01'), (7, 0, '2000-01-01'),
    (8, 0, '2000-01-01'), (9, 0, '2000-01-01'), (10, 0, '2000-01-01'), (11, 0, '2000-01-01'),
    (12, 0, '2000-01-01'), (13, 0, '2000-01-01'), (14, 0, '2000-01-01'), (15, 0, '2000-01-01');

-- Calls to the outside, one row each. due_at follows the service's clock, lease_until the database's.
CREATE TABLE work (
    id          BIGINT       NOT NULL AUTO_INCREMENT,
    kind        VARCHAR(64)  NOT NULL,
    corp_id     VARCHAR(64)  NOT NULL,
    work_key    VARCHAR(190) NOT NULL,
    payload     MEDIUMTEXT   NOT NULL,
    -- READY, RUNNING, UNKNOWN, ASKING, DONE, REJECTED
    state       VARCHAR(10)  NOT NULL,
    due_at      DATETIME(6)  NOT NULL,
    lease_until DATETIME(6),
    -- Grows with every claim, settlement and replacement: whoever holds an older one has lost the work.
    fence       BIGINT       NOT NULL DEFAULT 0,
    attempt     INT          NOT NULL DEFAULT 0,
    -- Asked for again while it ran.
    again       BOOLEAN      NOT NULL DEFAULT FALSE,
    last_error  VARCHAR(500),
    traceparent VARCHAR(64),
    created_at  DATETIME(6)  NOT NULL,
    settled_at  DATETIME(6),
    PRIMARY KEY (id),
    UNIQUE KEY work_once (kind, corp_id, work_key),
    KEY work_due (kind, state, due_at),
    KEY work_settled (settled_at)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Long work that people watch; it runs in slices, each a piece of work.
CREATE TABLE job (
    id          CHAR(36)     NOT NULL,
    corp_id     VARCHAR(64)  NOT NULL,
    kind        VARCHAR(64)  NOT NULL,
    -- RUNNING, CANCELLED, SUCCEEDED, FAILED
    state       VARCHAR(10)  NOT NULL,
    parameters  MEDIUMTEXT   NOT NULL,
    -- Where the next slice begins, in the handler's own words; empty at the start.
    checkpoint  MEDIUMTEXT   NOT NULL,
    total       BIGINT       NOT NULL,
    done        BIGINT       NOT NULL DEFAULT 0,
    failed      BIGINT       NOT NULL DEFAULT 0,
    errors      MEDIUMTEXT   NOT NULL,
    created_at  DATETIME(6)  NOT NULL,
    updated_at  DATETIME(6)  NOT NULL,
    -- For how long it has been at work, without pauses.
    busy_micros BIGINT       NOT NULL DEFAULT 0,
    PRIMARY KEY (id),
    KEY job_by_corp (corp_id, created_at, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
