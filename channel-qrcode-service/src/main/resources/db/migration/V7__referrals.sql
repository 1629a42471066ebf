-- Campaigns in which contacts bring others (裂变), whom they brought, and what they get for it.

CREATE TABLE referral_campaign (
    id            BIGINT       NOT NULL AUTO_INCREMENT,
    corp_id       VARCHAR(64)  NOT NULL,
    channel_id    BIGINT       NOT NULL,
    name          VARCHAR(50) COLLATE utf8mb4_unicode_ci NOT NULL,
    starts_at     DATETIME(6)  NOT NULL,
    ends_at       DATETIME(6)  NOT NULL COMMENT 'exclusive',
    users         JSON         NOT NULL COMMENT '[userid]',
    welcome       JSON         NULL,
    max_depth     INT          NOT NULL,
    stay_days     INT          NOT NULL,
    burst_adds    INT          NOT NULL,
    burst_minutes INT          NOT NULL,
    endpoint_id   BIGINT       NOT NULL,
    closed_at     DATETIME(6)  NULL,
    version       INT          NOT NULL,
    created_at    DATETIME(6)  NOT NULL,
    updated_at    DATETIME(6)  NOT NULL,
    PRIMARY KEY (id),
    KEY referral_campaign_list (corp_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE referral_tier (
    campaign_id BIGINT      NOT NULL,
    invitees    INT         NOT NULL COMMENT 'qualified ones that it takes',
    corp_id     VARCHAR(64) NOT NULL,
    reward      VARCHAR(50) COLLATE utf8mb4_unicode_ci NOT NULL,
    stock       INT         NOT NULL,
    given       INT         NOT NULL COMMENT 'rewards that hold a piece of the stock',
    PRIMARY KEY (campaign_id, invitees)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE referral_participant (
    id              BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id         VARCHAR(64) NOT NULL,
    campaign_id     BIGINT      NOT NULL,
    external_userid VARCHAR(64) NOT NULL,
    live_code_id    BIGINT      NULL COMMENT 'null only within the transaction that makes both',
    created_at      DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY referral_participant_once (campaign_id, external_userid),
    UNIQUE KEY referral_participant_code (corp_id, live_code_id),
    KEY referral_participant_list (corp_id, campaign_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Edges of a campaign's tree, each contact invited once; refused ones stand beside the tree.
CREATE TABLE referral_invitation (
    id             BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id        VARCHAR(64) NOT NULL,
    campaign_id    BIGINT      NOT NULL,
    inviter        VARCHAR(64) NOT NULL COMMENT 'external_userid',
    invitee        VARCHAR(64) NOT NULL COMMENT 'external_userid',
    userid         VARCHAR(64) NOT NULL COMMENT 'the member whom the invitee added',
    attribution_id BIGINT      NOT NULL,
    status         VARCHAR(16) NOT NULL COMMENT 'PENDING, SUSPECTED, QUALIFIED, CLAWED_BACK, REFUSED',
    reason         VARCHAR(16) NULL COMMENT 'why it is refused or suspected',
    added_at       DATETIME(6) NOT NULL,
    recorded_at    DATETIME(6) NOT NULL,
    updated_at     DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY referral_invitation_once (campaign_id, invitee),
    KEY referral_invitation_list (corp_id, campaign_id, id),
    KEY referral_invitation_inviter (campaign_id, inviter, status),
    KEY referral_invitation_burst (campaign_id, inviter, added_at)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE referral_reward (
    id              BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id         VARCHAR(64) NOT NULL,
    campaign_id     BIGINT      NOT NULL,
    external_userid VARCHAR(64) NOT NULL,
    invitees        INT         NOT NULL COMMENT 'its tier',
    reward          VARCHAR(50) COLLATE utf8mb4_unicode_ci NOT NULL,
    status          VARCHAR(16) NOT NULL COMMENT 'GRANTED, DELIVERED, OUT_OF_STOCK, REVOKED',
    created_at      DATETIME(6) NOT NULL,
    updated_at      DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY referral_reward_once (campaign_id, external_userid, invitees),
    KEY referral_reward_list (corp_id, campaign_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Where events go, what is owed there, and each attempt to bring it.
CREATE TABLE webhook_endpoint (
    id         BIGINT       NOT NULL AUTO_INCREMENT,
    corp_id    VARCHAR(64)  NOT NULL,
    url        VARCHAR(500) NOT NULL,
    secret     VARCHAR(100) NOT NULL COMMENT 'never answered',
    created_at DATETIME(6)  NOT NULL,
    updated_at DATETIME(6)  NOT NULL,
    PRIMARY KEY (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE webhook_delivery (
    id          BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id     VARCHAR(64) NOT NULL,
    endpoint_id BIGINT      NOT NULL,
    message_id  VARCHAR(64) NOT NULL COMMENT 'webhook-id',
    type        VARCHAR(64) NOT NULL,
    body        MEDIUMTEXT  NOT NULL,
    status      VARCHAR(16) NOT NULL COMMENT 'PENDING, DELIVERED, FAILED',
    tries       INT         NOT NULL COMMENT 'since it was owed or sent anew',
    next_try_at DATETIME(6) NULL,
    created_at  DATETIME(6) NOT NULL,
    updated_at  DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    KEY webhook_delivery_list (corp_id, endpoint_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE webhook_attempt (
    id           BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id      VARCHAR(64) NOT NULL,
    delivery_id  BIGINT      NOT NULL,
    attempted_at DATETIME(6) NOT NULL,
    millis       BIGINT      NOT NULL,
    status       INT         NULL COMMENT 'HTTP''s',
    failure      VARCHAR(16) NULL,
    PRIMARY KEY (id),
    KEY webhook_attempt_delivery (corp_id, delivery_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
