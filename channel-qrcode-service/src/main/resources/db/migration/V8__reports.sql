-- What channel reports read.

ALTER TABLE cost
    MODIFY kind VARCHAR(16) NOT NULL
        COMMENT 'FIXED: for the whole period; PER_ADD: for each contact it brought; PER_CLICK: for each counted scan';

-- When a contact first wrote to a member, as customer_start_chat tells it.
CREATE TABLE answer (
    corp_id         VARCHAR(64) NOT NULL,
    external_userid VARCHAR(64) NOT NULL,
    userid          VARCHAR(64) NOT NULL,
    answered_at     DATETIME(6) NOT NULL,
    PRIMARY KEY (corp_id, external_userid, userid)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- A report is a few ranges of these indexes and reads no rows beside them: the channels' adds of a period, with who
-- they were and whether they were lost; their losses of a period; their half-adds of a period.
ALTER TABLE attribution
    DROP KEY attribution_acquired,
    ADD KEY attribution_acquired (corp_id, first_channel_id, first_at, lost_at, external_userid, userid),
    DROP KEY attribution_channel,
    ADD KEY attribution_channel (corp_id, first_channel_id, lost_at, relation);
ALTER TABLE attribution_touch
    DROP KEY attribution_touch_channel,
    ADD KEY attribution_touch_channel (corp_id, channel_id, kind, occurred_at);
