-- The bitmaps of some partitions as they were when events up to an offset had been taken in: what an instance begins
-- with, instead of reading every contact. May be emptied at any time.
CREATE TABLE index_checkpoint (
    id              BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id         VARCHAR(64) NOT NULL,
    -- The log whose offsets these are: a topic that was made anew, or has other partitions, is another one.
    topic_id        VARCHAR(64) NOT NULL,
    partition_count INT         NOT NULL,
    -- By which days were counted.
    timezone        VARCHAR(64) NOT NULL,
    format          INT         NOT NULL,
    -- Null while it is being written.
    taken_at        DATETIME(6),
    begun_at        DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    KEY index_checkpoint_of_corp (corp_id, taken_at)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE index_checkpoint_offset (
    corp_id          VARCHAR(64) NOT NULL,
    checkpoint_id    BIGINT      NOT NULL,
    partition_number INT         NOT NULL,
    -- The first event that it may not know of.
    next_offset      BIGINT      NOT NULL,
    PRIMARY KEY (corp_id, checkpoint_id, partition_number)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE index_checkpoint_part (
    corp_id       VARCHAR(64) NOT NULL,
    checkpoint_id BIGINT      NOT NULL,
    part          INT         NOT NULL,
    bytes         MEDIUMBLOB  NOT NULL,
    PRIMARY KEY (corp_id, checkpoint_id, part)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
