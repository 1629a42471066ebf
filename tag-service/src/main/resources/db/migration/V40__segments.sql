-- Numbers of contacts, dense per corp: what bitmaps count by. Given by whoever first indexes a contact; null until then.
ALTER TABLE external_contact ADD COLUMN ordinal INT UNSIGNED;

UPDATE external_contact c
JOIN (SELECT id, ROW_NUMBER() OVER (PARTITION BY corp_id ORDER BY id) - 1 AS ordinal FROM external_contact) numbered
    ON numbered.id = c.id
SET c.ordinal = numbered.ordinal;

ALTER TABLE external_contact ADD UNIQUE KEY external_contact_by_ordinal (corp_id, ordinal);

-- The next number of each corp. Numbers are never given twice.
CREATE TABLE contact_ordinal (
    corp_id      VARCHAR(64)  NOT NULL,
    next_ordinal INT UNSIGNED NOT NULL,
    PRIMARY KEY (corp_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT INTO contact_ordinal (corp_id, next_ordinal)
SELECT corp_id, MAX(ordinal) + 1 FROM external_contact GROUP BY corp_id;

-- Numbers of contacts that were erased: all that an index can still know them by.
CREATE TABLE erased_ordinal (
    corp_id VARCHAR(64)  NOT NULL,
    ordinal INT UNSIGNED NOT NULL,
    PRIMARY KEY (corp_id, ordinal)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE segment (
    id         BIGINT       NOT NULL AUTO_INCREMENT,
    corp_id    VARCHAR(64)  NOT NULL,
    name       VARCHAR(64)  NOT NULL,
    -- The condition, as clients write it.
    definition MEDIUMTEXT   NOT NULL,
    version    INT          NOT NULL,
    created_at DATETIME(6)  NOT NULL,
    updated_at DATETIME(6)  NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY segment_by_name (corp_id, name),
    KEY segment_list (corp_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Who was in a segment at a moment. Stays when the segment is edited or deleted.
CREATE TABLE segment_snapshot (
    id              BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id         VARCHAR(64) NOT NULL,
    segment_id      BIGINT      NOT NULL,
    segment_version INT         NOT NULL,
    contacts        BIGINT      NOT NULL,
    taken_at        DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    KEY segment_snapshot_list (corp_id, segment_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The ordinals of a snapshot, 65,536 of them to a row that has any: a serialized bitmap, 8 KB at most.
CREATE TABLE segment_snapshot_part (
    corp_id     VARCHAR(64)  NOT NULL,
    snapshot_id BIGINT       NOT NULL,
    part        INT UNSIGNED NOT NULL,
    members     VARBINARY(8300) NOT NULL,
    PRIMARY KEY (corp_id, snapshot_id, part)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
