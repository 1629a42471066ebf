-- When WeCom was last asked to make a live code, written down before each call: what was made is looked for from then on.
-- Null: it was not asked, or by an older version.
ALTER TABLE live_code ADD COLUMN asked_at DATETIME(6) NULL AFTER sync;
