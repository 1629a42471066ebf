-- Steps that could not be carried out: how often that was tried, and by what it failed.
ALTER TABLE due_step
    ADD COLUMN tries TINYINT NOT NULL DEFAULT 0 COMMENT 'times that carrying it out failed',
    ADD COLUMN failure VARCHAR(500) NULL COMMENT 'type and place of the last of them; no values';
