-- What a group cost on a day, as a client told.
CREATE TABLE group_cost (
    corp_id  VARCHAR(64) NOT NULL,
    chat_id  VARCHAR(64) NOT NULL,
    day      DATE        NOT NULL,
    currency CHAR(3)     NOT NULL,
    -- In minor units.
    amount   BIGINT      NOT NULL,
    PRIMARY KEY (corp_id, chat_id, day, currency)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
