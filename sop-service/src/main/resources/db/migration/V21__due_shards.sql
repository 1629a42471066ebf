-- Steps are looked for shard by shard. One sender's steps are in one shard, so that what goes into one message is seen
-- together and two instances never write the same message.
UPDATE due_step SET state = 'PENDING' WHERE state = 'CLAIMED';

ALTER TABLE due_step
    DROP KEY due_step_claim,
    DROP COLUMN fence,
    DROP COLUMN lease_until,
    MODIFY COLUMN state VARCHAR(16) NOT NULL
        COMMENT 'PENDING, HELD, ASKED, DISPATCHED, SENT, DONE, SKIPPED, FAILED, UNKNOWN',
    ADD COLUMN late_answer VARCHAR(4) NULL COMMENT 'RUN, SKIP: what somebody wants of a step that is late',
    ADD COLUMN shard SMALLINT GENERATED ALWAYS AS (CRC32(CONCAT(corp_id, '|', userid)) MOD 64) STORED
        COMMENT 'who looks for it: see due_shard',
    -- What is looked for: the oldest of those of a shard that are due, without a look at the rest.
    ADD KEY due_step_queue (state, shard, due_at);

-- Who looks for the steps of a shard, and until when by the database's time. The epoch grows with every new owner.
CREATE TABLE due_shard (
    shard       SMALLINT    NOT NULL,
    owner       BIGINT      NOT NULL,
    epoch       BIGINT      NOT NULL,
    lease_until DATETIME(6) NOT NULL,
    PRIMARY KEY (shard)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT INTO due_shard (shard, owner, epoch, lease_until)
SELECT a.n + 8 * b.n, 0, 0, '2000-01-01'
FROM (SELECT 0 n UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6
      UNION SELECT 7) a,
     (SELECT 0 n UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6
      UNION SELECT 7) b;

-- Instances that are alive, by the database's time: they share the shards.
CREATE TABLE due_instance (
    owner      BIGINT      NOT NULL,
    seen_until DATETIME(6) NOT NULL,
    PRIMARY KEY (owner)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
