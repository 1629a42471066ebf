-- Who asks to be forgotten is looked for in each of these.
ALTER TABLE group_member_flag ADD KEY group_member_flag_of_contact (corp_id, member_id);
ALTER TABLE group_removal_task ADD KEY group_removal_task_of_contact (corp_id, member_id);
ALTER TABLE group_stranger ADD KEY group_stranger_of_contact (corp_id, member_id);
