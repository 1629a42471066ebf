-- What members are asked may be a material in words for a contact: as long as an app message has room for.
ALTER TABLE staff_task
    MODIFY COLUMN content VARCHAR(1500) NOT NULL;
