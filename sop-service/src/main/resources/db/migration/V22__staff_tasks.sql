-- What members are to do by their plans, each given by a due step.
CREATE TABLE staff_task (
    id              BIGINT        NOT NULL AUTO_INCREMENT,
    corp_id         VARCHAR(64)   NOT NULL,
    giver           BIGINT        NOT NULL COMMENT 'a due_step',
    userid          VARCHAR(64)   NOT NULL,
    external_userid VARCHAR(64)   NULL,
    chat_id         VARCHAR(64)   NULL,
    content         VARCHAR(1000) NOT NULL,
    status          VARCHAR(16)   NOT NULL COMMENT 'OPEN, DONE, OBSOLETE',
    told            VARCHAR(16)   NOT NULL COMMENT 'PENDING, SENT, REFUSED, UNKNOWN',
    messages        INT           NOT NULL,
    raised_at       DATETIME(6)   NOT NULL,
    closed_at       DATETIME(6)   NULL,
    PRIMARY KEY (id),
    UNIQUE KEY staff_task_giver (corp_id, giver),
    KEY staff_task_list (corp_id, userid, status, id),
    KEY staff_task_contact (corp_id, external_userid)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
