ALTER TABLE due_step
    ADD COLUMN wanted_at DATETIME(6) NULL COMMENT 'when it was due before it was put off; null: it never was';
