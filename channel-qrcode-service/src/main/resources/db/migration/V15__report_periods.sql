-- Funnels and results of experiments are asked for in parts of their time: each part is a range of these.

-- Nobody asks for the relation by the time of the loss any more.
ALTER TABLE attribution
    DROP KEY attribution_channel,
    ADD KEY attribution_channel (corp_id, first_channel_id, lost_at),
    ADD KEY attribution_first (id, first_at) COMMENT 'narrow: touches are compared with it';

ALTER TABLE attribution_touch
    DROP KEY attribution_touch_channel,
    ADD KEY attribution_touch_channel (corp_id, channel_id, kind, occurred_at, attribution_id);

ALTER TABLE welcome
    DROP KEY welcome_channel,
    ADD KEY welcome_channel (corp_id, channel_id, occurred_at, outcome, errcode),
    ADD KEY welcome_experiment (corp_id, live_code_id, experiment_version, occurred_at);
