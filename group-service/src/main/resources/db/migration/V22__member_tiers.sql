-- What a member is in a group, by what the member did.
CREATE TABLE group_member_tier (
    corp_id    VARCHAR(64) NOT NULL,
    chat_id    VARCHAR(64) NOT NULL,
    -- A userid or an external_userid.
    member_id  VARCHAR(64) NOT NULL,
    -- LEADER, ACTIVE, NEWCOMER, AT_RISK, LURKER
    tier       VARCHAR(16) NOT NULL,
    PRIMARY KEY (corp_id, chat_id, member_id),
    KEY group_member_tier_list (corp_id, chat_id, tier, member_id),
    KEY group_member_tier_of_member (corp_id, member_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
