-- Surveys: a draft that is edited, and what is published of it.
CREATE TABLE survey (
    id                BIGINT       NOT NULL AUTO_INCREMENT,
    corp_id           VARCHAR(64)  NOT NULL,
    -- DRAFT, OPEN, CLOSED
    status            VARCHAR(8)   NOT NULL,
    -- The end of the link that is for everybody. No secret: it is meant to be passed on.
    public_token      VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- Of the draft, for lists.
    title_zh          VARCHAR(100),
    title_en          VARCHAR(100),
    draft             JSON         NOT NULL,
    -- 0: none yet
    published_version INT          NOT NULL DEFAULT 0,
    -- Counts edits.
    version           INT          NOT NULL,
    created_at        DATETIME(6)  NOT NULL,
    updated_at        DATETIME(6)  NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY survey_by_token (public_token),
    KEY survey_list (corp_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Never updated: answers are to be read beside the questions that were asked.
CREATE TABLE survey_version (
    corp_id       VARCHAR(64) NOT NULL,
    survey_id     BIGINT      NOT NULL,
    version       INT         NOT NULL,
    questionnaire JSON        NOT NULL,
    published_at  DATETIME(6) NOT NULL,
    PRIMARY KEY (survey_id, version)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Links that know who answers. Of the token only its SHA-256 is kept: whoever reads the table can answer for nobody.
CREATE TABLE survey_link (
    id              BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id         VARCHAR(64) NOT NULL,
    survey_id       BIGINT      NOT NULL,
    token_hash      BINARY(32)  NOT NULL,
    external_userid VARCHAR(64) NOT NULL,
    -- The member whose relation the answer is about; null: all that last.
    userid          VARCHAR(64),
    created_at      DATETIME(6) NOT NULL,
    -- When it was last answered.
    answered_at     DATETIME(6),
    revoked_at      DATETIME(6),
    PRIMARY KEY (id),
    UNIQUE KEY survey_link_by_token (token_hash),
    KEY survey_link_list (corp_id, survey_id, id),
    KEY survey_link_by_contact (corp_id, external_userid, survey_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE survey_answer (
    id              BIGINT      NOT NULL AUTO_INCREMENT,
    corp_id         VARCHAR(64) NOT NULL,
    survey_id       BIGINT      NOT NULL,
    survey_version  INT         NOT NULL,
    -- Of the form that was shown: sent twice, it is one answer.
    submission_id   CHAR(22)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- Null: answered by the link for everybody, or erased since.
    external_userid VARCHAR(64),
    userid          VARCHAR(64),
    -- The contact, if the survey takes one answer of each.
    once_key        VARCHAR(64),
    language        VARCHAR(8)  NOT NULL,
    answered_at     DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY survey_answer_submission (submission_id, survey_id),
    UNIQUE KEY survey_answer_once (once_key, survey_id),
    KEY survey_answer_list (corp_id, survey_id, id),
    KEY survey_answer_by_contact (corp_id, external_userid, survey_id, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What was answered to one question: a row for each option (of a scale: the number), or the text.
CREATE TABLE survey_answer_value (
    corp_id     VARCHAR(64)   NOT NULL,
    answer_id   BIGINT        NOT NULL,
    question_id VARCHAR(32)   NOT NULL,
    -- Empty for a text.
    option_id   VARCHAR(32)   NOT NULL,
    text_answer TEXT,
    PRIMARY KEY (answer_id, question_id, option_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- How often each option was chosen, added to with each answer, so that results need not read all answers. Question '':
-- all answers; option '': all answers to the question. Sixteen slots, so that answers do not wait for one another.
CREATE TABLE survey_tally (
    corp_id        VARCHAR(64) NOT NULL,
    survey_id      BIGINT      NOT NULL,
    survey_version INT         NOT NULL,
    question_id    VARCHAR(32) NOT NULL,
    option_id      VARCHAR(32) NOT NULL,
    slot           TINYINT     NOT NULL,
    answers        BIGINT      NOT NULL,
    PRIMARY KEY (survey_id, survey_version, question_id, option_id, slot)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
