-- Every write that came by REST and took effect. Rows are only added: no statement of ours changes one but to wipe out
-- an erased contact, and none deletes one but by its age.
CREATE TABLE audit_entry (
    id        BIGINT        NOT NULL AUTO_INCREMENT,
    corp_id   VARCHAR(64)   CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    at        DATETIME(6)   NOT NULL COMMENT 'UTC',
    actor     VARCHAR(255)  COLLATE utf8mb4_bin NOT NULL COMMENT 'sub of the token',
    client    VARCHAR(255)  COLLATE utf8mb4_bin NOT NULL COMMENT 'azp or client_id of the token, else its sub',
    method    VARCHAR(8)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    resource  VARCHAR(64)   COLLATE utf8mb4_bin NOT NULL COMMENT 'first segment of the path',
    path      VARCHAR(1024) COLLATE utf8mb4_bin NOT NULL COMMENT 'behind the corp, with the query',
    trace_id  CHAR(32)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    request   MEDIUMTEXT    COLLATE utf8mb4_bin NULL COMMENT 'JSON that was sent, secrets masked',
    earlier   MEDIUMTEXT    COLLATE utf8mb4_bin NULL COMMENT 'JSON that GET answered right before',
    PRIMARY KEY (id),
    KEY audit_entry_of_corp (corp_id, id),
    KEY audit_entry_by_time (corp_id, at, id),
    KEY audit_entry_by_actor (corp_id, actor, at, id),
    KEY audit_entry_by_resource (corp_id, resource, at, id),
    KEY audit_entry_by_age (at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

-- What was answered, which is known only after the effect has been committed. An entry without took effect in a process
-- that ended before it could answer.
CREATE TABLE audit_answer (
    entry_id BIGINT     NOT NULL,
    status   SMALLINT   NOT NULL,
    answer   MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'JSON, secrets masked',
    PRIMARY KEY (entry_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;
