ALTER TABLE contact_growth
    -- As of points_at; they decay from there.
    ADD COLUMN points        DOUBLE NOT NULL DEFAULT 0,
    ADD COLUMN points_at     DATETIME(6),
    -- By which the level was found; 0: it has just been made.
    ADD COLUMN model_version INT    NOT NULL DEFAULT 0,
    -- Until when somebody's word counts.
    ADD COLUMN manual_until  DATETIME(6),
    -- When the level would fall, or somebody's word ends.
    ADD COLUMN due_at        DATETIME(6),
    ADD KEY contact_growth_due (due_at);

CREATE TABLE growth_model (
    corp_id VARCHAR(64) NOT NULL,
    -- Of growth_model_version.
    version INT         NOT NULL,
    PRIMARY KEY (corp_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE growth_model_version (
    corp_id      VARCHAR(64)  NOT NULL,
    version      INT          NOT NULL,
    definition   MEDIUMTEXT   NOT NULL,
    actor        VARCHAR(128) NOT NULL,
    published_at DATETIME(6)  NOT NULL,
    PRIMARY KEY (corp_id, version)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Levels that people set, with why.
CREATE TABLE growth_manual (
    id              BIGINT       NOT NULL AUTO_INCREMENT,
    corp_id         VARCHAR(64)  NOT NULL,
    external_userid VARCHAR(64)  NOT NULL,
    level           CHAR(1)      NOT NULL,
    reason          VARCHAR(200) NOT NULL,
    actor           VARCHAR(128) NOT NULL,
    set_at          DATETIME(6)  NOT NULL,
    until_at        DATETIME(6)  NOT NULL,
    PRIMARY KEY (id),
    KEY growth_manual_of_contact (corp_id, external_userid, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Moves between levels counted by day, in the corp's time zone.
CREATE TABLE growth_movement_day (
    corp_id    VARCHAR(64) NOT NULL,
    moved_on   DATE        NOT NULL,
    -- Empty: a contact that is new to the model.
    from_level VARCHAR(1)  NOT NULL,
    to_level   VARCHAR(1)  NOT NULL,
    moves      BIGINT      NOT NULL,
    PRIMARY KEY (corp_id, moved_on, from_level, to_level)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
