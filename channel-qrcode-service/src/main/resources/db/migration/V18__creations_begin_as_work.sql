-- When WeCom was asked to make a live code stands in the row of that work.
ALTER TABLE live_code DROP COLUMN asked_at;
