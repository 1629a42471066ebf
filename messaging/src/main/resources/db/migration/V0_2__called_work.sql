-- When the call of work that must not be repeated began, by the service's clock; null if nothing was called.
ALTER TABLE work ADD COLUMN called_at DATETIME(6) NULL AFTER lease_until;

-- What was unknown before was called at some time after it was asked for.
UPDATE work SET called_at = created_at WHERE state IN ('UNKNOWN', 'ASKING');
