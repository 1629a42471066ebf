-- Corp tags of members' contacts, by the newest word of tag-service. What was taken away stays as such, so that an older
-- word that comes late does not bring it back.
CREATE TABLE contact_tag (
    corp_id         VARCHAR(64) NOT NULL,
    external_userid VARCHAR(64) NOT NULL,
    userid          VARCHAR(64) NOT NULL,
    tag_id          VARCHAR(64) NOT NULL,
    held            BOOLEAN     NOT NULL,
    changed_at      DATETIME(6) NOT NULL,
    -- The tag before the member: a condition asks whether anybody has set it.
    PRIMARY KEY (corp_id, external_userid, tag_id, userid)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
