-- Messages to the group chats that a filter means.
ALTER TABLE message_campaign
    MODIFY COLUMN audience VARCHAR(16) NOT NULL COMMENT 'NAMED, SEGMENT, GROUPS',
    ADD COLUMN group_filter JSON NULL COMMENT 'which groups' AFTER audience_id;

-- Who owns a group is known once: what the former table knew goes where groups are known as audiences.
INSERT INTO group_target (corp_id, chat_id, owner, owner_at, open, charter_at, phase_at, band_at)
SELECT corp_id, chat_id, NULLIF(userid, ''), changed_at, open, '1970-01-01', '1970-01-01', '1970-01-01'
FROM group_owner
ON DUPLICATE KEY UPDATE
    owner_at = IF(group_target.owner IS NULL AND VALUES(owner) IS NOT NULL,
        GREATEST(group_target.owner_at, VALUES(owner_at)), group_target.owner_at),
    owner = COALESCE(group_target.owner, VALUES(owner)),
    open = group_target.open AND VALUES(open);

DROP TABLE group_owner;
