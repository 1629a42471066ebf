-- What groups that work are made of.
CREATE TABLE group_template (
    id         BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id    VARCHAR(64) NOT NULL,
    name       VARCHAR(64) NOT NULL,
    -- A charter's definition as JSON.
    definition MEDIUMTEXT  NOT NULL,
    channel_id VARCHAR(32),
    charter_id BIGINT      NOT NULL,
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    KEY group_template_list (corp_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Groups that are made by them, written down before any is.
CREATE TABLE group_copy (
    id           BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id      VARCHAR(64) NOT NULL,
    template_id  BIGINT      NOT NULL,
    job_id       VARCHAR(64) NOT NULL,
    copy_number  INT         NOT NULL,
    name         VARCHAR(64) NOT NULL,
    owner_userid VARCHAR(64) NOT NULL,
    -- Null: yet to be made.
    charter_id   BIGINT,
    PRIMARY KEY (id),
    UNIQUE KEY group_copy_of_job (corp_id, job_id, copy_number),
    KEY group_copy_list (corp_id, template_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
