-- Names the batch that inserted the row, so that a batch can tell its own rows from earlier ones.
ALTER TABLE behaviour ADD COLUMN claim BIGINT NOT NULL DEFAULT 0;
