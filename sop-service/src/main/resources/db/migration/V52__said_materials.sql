-- Which plans say which materials.
CREATE TABLE plan_material (
    corp_id     VARCHAR(64) NOT NULL,
    plan_id     BIGINT      NOT NULL,
    version     INT         NOT NULL COMMENT '0: the draft',
    material_id BIGINT      NOT NULL,
    PRIMARY KEY (plan_id, version, material_id),
    KEY plan_material_said (corp_id, material_id, plan_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Which messages by hand say which materials.
CREATE TABLE message_campaign_material (
    corp_id     VARCHAR(64) NOT NULL,
    campaign_id BIGINT      NOT NULL,
    material_id BIGINT      NOT NULL,
    PRIMARY KEY (campaign_id, material_id),
    KEY message_campaign_material_said (corp_id, material_id, campaign_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The material that a moment shows.
ALTER TABLE moment
    ADD COLUMN material_id BIGINT NULL,
    ADD KEY moment_material (corp_id, material_id, id);
