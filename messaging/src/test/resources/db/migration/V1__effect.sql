-- Effects of test consumers and handlers, in the order in which they were made. No unique key: a double would show.
CREATE TABLE effect (
    id     BIGINT       NOT NULL AUTO_INCREMENT,
    name   VARCHAR(100) NOT NULL,
    number INT          NOT NULL,
    PRIMARY KEY (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
