-- How well a group is.
CREATE TABLE group_health (
    corp_id      VARCHAR(64) NOT NULL,
    chat_id      VARCHAR(64) NOT NULL,
    -- 0 to 100; null: too little is known.
    score        INT,
    -- HEALTHY, WEAKENING, CRITICAL
    band         VARCHAR(16),
    -- What it is made of, and what speaks for its death, as JSON.
    parts        TEXT        NOT NULL,
    signs        TEXT        NOT NULL,
    kind         VARCHAR(32),
    day          DATE,
    evaluated_at DATETIME(6),
    muted_until  DATETIME(6),
    PRIMARY KEY (corp_id, chat_id),
    KEY group_health_by_score (corp_id, score, chat_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE health_alert (
    id        BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id   VARCHAR(64) NOT NULL,
    chat_id   VARCHAR(64) NOT NULL,
    -- DYING, QUIT_BURST
    cause     VARCHAR(16) NOT NULL,
    -- The day on which it was opened: none is opened twice on a day.
    day       DATE        NOT NULL,
    -- True or null: only one of a cause is open at a time.
    is_open   BOOLEAN,
    -- When it became more than something to watch.
    raised_at DATETIME(6),
    signs     TEXT        NOT NULL,
    opened_at DATETIME(6) NOT NULL,
    closed_at DATETIME(6),
    PRIMARY KEY (id),
    UNIQUE KEY health_alert_of_day (corp_id, chat_id, cause, day),
    UNIQUE KEY health_alert_open (corp_id, chat_id, cause, is_open),
    KEY health_alert_list (corp_id, is_open, id),
    KEY health_alert_by_id (corp_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- WeCom's own counts of an owner's groups on a day in UTC+8, all groups of the owner together.
CREATE TABLE owner_day (
    corp_id     VARCHAR(64) NOT NULL,
    owner       VARCHAR(64) NOT NULL,
    day         DATE        NOT NULL,
    chats       INT         NOT NULL,
    new_chats   INT         NOT NULL,
    spoken      INT         NOT NULL,
    members     INT         NOT NULL,
    new_members INT         NOT NULL,
    speakers    INT         NOT NULL,
    messages    INT         NOT NULL,
    PRIMARY KEY (corp_id, owner, day),
    KEY owner_day_of_corp (corp_id, day)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
