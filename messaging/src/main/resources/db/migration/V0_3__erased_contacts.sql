-- Contacts whose data was deleted on request, so that nothing about them is taken in again.
CREATE TABLE erased_contact (
    -- Of the corp's and the contact's id.
    contact_hash    BINARY(32)  NOT NULL,
    corp_id         VARCHAR(64) NOT NULL,
    -- Until the last deletion is done; then only the hash is left.
    external_userid VARCHAR(64),
    erased_at       DATETIME(6) NOT NULL,
    swept_at        DATETIME(6),
    PRIMARY KEY (contact_hash)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
