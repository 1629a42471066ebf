-- What a welcome said and why it was not sent as it should have been; experiments with wordings.

ALTER TABLE welcome
    ADD COLUMN reason             VARCHAR(24) NULL COMMENT 'why it was not sent, or what it was sent without',
    ADD COLUMN variant            VARCHAR(50) NULL COMMENT 'null: the base welcome',
    ADD COLUMN experiment_version INT         NULL COMMENT 'null: no experiment',
    ADD COLUMN arm                CHAR(1)     NULL COMMENT 'A to E; null: no experiment',
    ADD KEY welcome_live_code (corp_id, live_code_id, id);

-- Each version of an experiment for good: its results are read when the live code has long gone on.
CREATE TABLE welcome_experiment (
    id           BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id      VARCHAR(64) NOT NULL,
    live_code_id BIGINT      NOT NULL,
    variant      VARCHAR(50) NULL COMMENT 'null: the base welcome',
    version      INT         NOT NULL COMMENT 'the live code''s version that began it',
    arms         JSON        NOT NULL,
    started_at   DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    KEY welcome_experiment_list (corp_id, live_code_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
