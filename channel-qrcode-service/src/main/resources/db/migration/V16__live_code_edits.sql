-- When WeCom was last asked to make a live code, written down before each call: what was made is looked for from then on.
-- Null: it was not asked, or by an older version.
ALTER TABLE live_code ADD COLUMN asked_at DATETIME(6) NULL AFTER sync;

-- Which bytes the welcomes of a live code may send, so that codes are found by them.
CREATE TABLE live_code_media (
    live_code_id BIGINT      NOT NULL,
    content_id   BIGINT      NOT NULL,
    corp_id      VARCHAR(64) NOT NULL,
    PRIMARY KEY (live_code_id, content_id),
    KEY live_code_media_content (corp_id, content_id, live_code_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT INTO live_code_media (live_code_id, content_id, corp_id)
SELECT DISTINCT l.id, used.content_id, l.corp_id
FROM live_code l,
     JSON_TABLE(JSON_EXTRACT(l.welcome, '$**.attachments[*].contentId', '$**.attachments[*].coverId'),
                '$[*]' COLUMNS (content_id BIGINT PATH '$')) AS used
WHERE l.welcome IS NOT NULL;
