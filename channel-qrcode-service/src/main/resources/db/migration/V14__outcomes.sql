-- What contacts did, beside the relation that it counts for: a report is a range of one index for each of its figures.

ALTER TABLE attribution
    ADD COLUMN joined_at   DATETIME(6) NULL COMMENT 'the contact''s first join of any group since first_at',
    ADD COLUMN answered_at DATETIME(6) NULL COMMENT 'the contact''s first message to the member, ever';

ALTER TABLE conversion
    ADD COLUMN attribution_id BIGINT      NULL COMMENT 'what it counts for: the last of any channel that began before it',
    ADD COLUMN channel_id     BIGINT      NULL COMMENT 'that attribution''s first_channel_id',
    ADD COLUMN acquired_at    DATETIME(6) NULL COMMENT 'that attribution''s first_at';

UPDATE attribution a
SET a.joined_at = (SELECT MIN(j.joined_at) FROM group_join j
                   WHERE j.corp_id = a.corp_id AND j.external_userid = a.external_userid
                     AND j.joined_at >= a.first_at),
    a.answered_at = (SELECT w.answered_at FROM answer w
                     WHERE w.corp_id = a.corp_id AND w.external_userid = a.external_userid AND w.userid = a.userid)
WHERE a.first_at IS NOT NULL;

UPDATE conversion c
SET c.attribution_id = (SELECT a.id FROM attribution a
                        WHERE a.corp_id = c.corp_id AND a.external_userid = c.external_userid
                          AND a.first_channel_id IS NOT NULL AND a.first_at <= c.occurred_at
                        ORDER BY a.first_at DESC, a.id DESC LIMIT 1);

UPDATE conversion c JOIN attribution a ON a.corp_id = c.corp_id AND a.id = c.attribution_id
SET c.channel_id = a.first_channel_id, c.acquired_at = a.first_at;

ALTER TABLE attribution
    DROP KEY attribution_acquired,
    ADD KEY attribution_acquired (corp_id, first_channel_id, first_at, lost_at, relation, joined_at, answered_at);

ALTER TABLE conversion
    ADD KEY conversion_acquired (corp_id, channel_id, acquired_at, currency, occurred_at, attribution_id, amount,
                                 refunded);
