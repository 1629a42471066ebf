-- Live codes that lead into groups, over links, and from a friend on into a group.

ALTER TABLE live_code
    ADD COLUMN kind        VARCHAR(20)  NOT NULL DEFAULT 'CONTACT'
        COMMENT 'CONTACT, FRIEND_THEN_GROUP, ACQUISITION_LINK, GROUP' AFTER state,
    ADD COLUMN chat_groups JSON         NULL COMMENT 'of a GROUP: {chatIds, softCap, autoCreate, roomBaseName, roomBaseId}' AFTER welcome,
    ADD COLUMN open_groups JSON         NULL COMMENT 'of a GROUP: the chat_ids that WeCom leads into now' AFTER chat_groups,
    ADD COLUMN exhausted   BOOLEAN      NOT NULL DEFAULT FALSE COMMENT 'of a GROUP: none has room' AFTER open_groups,
    ADD COLUMN invites_to  BIGINT       NULL COMMENT 'the GROUP code that the welcome leads on to' AFTER exhausted,
    ADD COLUMN link        VARCHAR(512) NULL COMMENT 'where an acquisition link leads, state included' AFTER qr_code,
    RENAME COLUMN config_id TO handle,
    RENAME KEY live_code_config TO live_code_handle;

-- By whom and by what group codes are found.
CREATE TABLE live_code_target (
    corp_id      VARCHAR(64) NOT NULL,
    target       VARCHAR(64) NOT NULL COMMENT 'a userid or a chat_id',
    live_code_id BIGINT      NOT NULL,
    PRIMARY KEY (corp_id, target, live_code_id),
    KEY live_code_target_code (live_code_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
