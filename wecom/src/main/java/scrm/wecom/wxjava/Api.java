package scrm.wecom.wxjava;

/** The APIs that we call; limits, breakers, and metrics are per corp and API. */
enum Api {
    GET_TOKEN("gettoken", Repeat.HARMLESS),

    GET_FOLLOW_USER_LIST("externalcontact/get_follow_user_list", Repeat.HARMLESS),
    LIST_CONTACTS("externalcontact/list", Repeat.HARMLESS),
    GET_CONTACT("externalcontact/get", Repeat.HARMLESS),
    BATCH_GET_BY_USER("externalcontact/batch/get_by_user", Repeat.HARMLESS),
    REMARK("externalcontact/remark", Repeat.HARMLESS),

    GET_CORP_TAG_LIST("externalcontact/get_corp_tag_list", Repeat.HARMLESS),
    /** Tags of the same names collapse, the group of the same name is found again. */
    ADD_CORP_TAG("externalcontact/add_corp_tag", Repeat.HARMLESS),
    EDIT_CORP_TAG("externalcontact/edit_corp_tag", Repeat.HARMLESS),
    DEL_CORP_TAG("externalcontact/del_corp_tag", Repeat.HARMLESS),
    MARK_TAG("externalcontact/mark_tag", Repeat.HARMLESS),

    GET_STRATEGY_TAG_LIST("externalcontact/get_strategy_tag_list", Repeat.HARMLESS),
    ADD_STRATEGY_TAG("externalcontact/add_strategy_tag", Repeat.HARMLESS),
    EDIT_STRATEGY_TAG("externalcontact/edit_strategy_tag", Repeat.HARMLESS),
    DEL_STRATEGY_TAG("externalcontact/del_strategy_tag", Repeat.HARMLESS),

    ADD_CONTACT_WAY("externalcontact/add_contact_way", Repeat.HARMFUL),
    GET_CONTACT_WAY("externalcontact/get_contact_way", Repeat.HARMLESS),
    LIST_CONTACT_WAY("externalcontact/list_contact_way", Repeat.HARMLESS),
    UPDATE_CONTACT_WAY("externalcontact/update_contact_way", Repeat.HARMLESS),
    DEL_CONTACT_WAY("externalcontact/del_contact_way", Repeat.HARMLESS),

    LIST_LINK("externalcontact/customer_acquisition/list_link", Repeat.HARMLESS),
    GET_LINK("externalcontact/customer_acquisition/get", Repeat.HARMLESS),
    CREATE_LINK("externalcontact/customer_acquisition/create_link", Repeat.HARMFUL),
    UPDATE_LINK("externalcontact/customer_acquisition/update_link", Repeat.HARMLESS),
    DELETE_LINK("externalcontact/customer_acquisition/delete_link", Repeat.HARMLESS),
    LINK_CUSTOMERS("externalcontact/customer_acquisition/customer", Repeat.HARMLESS),
    LINK_STATISTIC("externalcontact/customer_acquisition/statistic", Repeat.HARMLESS),
    GET_CHAT_INFO("externalcontact/customer_acquisition/get_chat_info", Repeat.HARMLESS),
    ACQUISITION_QUOTA("externalcontact/customer_acquisition_quota", Repeat.HARMLESS),

    LIST_GROUP_CHATS("externalcontact/groupchat/list", Repeat.HARMLESS),
    GET_GROUP_CHAT("externalcontact/groupchat/get", Repeat.HARMLESS),
    OPENGID_TO_CHATID("externalcontact/opengid_to_chatid", Repeat.HARMLESS),
    GROUP_CHAT_STATISTIC("externalcontact/groupchat/statistic", Repeat.HARMLESS),
    GROUP_CHAT_STATISTIC_BY_DAY("externalcontact/groupchat/statistic_group_by_day", Repeat.HARMLESS),
    ADD_JOIN_WAY("externalcontact/groupchat/add_join_way", Repeat.HARMFUL),
    GET_JOIN_WAY("externalcontact/groupchat/get_join_way", Repeat.HARMLESS),
    UPDATE_JOIN_WAY("externalcontact/groupchat/update_join_way", Repeat.HARMLESS),
    DEL_JOIN_WAY("externalcontact/groupchat/del_join_way", Repeat.HARMLESS),
    TRANSFER_GROUP_CHAT("externalcontact/groupchat/transfer", Repeat.HARMFUL),
    ONJOB_TRANSFER_GROUP_CHAT("externalcontact/groupchat/onjob_transfer", Repeat.HARMFUL),

    ADD_MSG_TEMPLATE("externalcontact/add_msg_template", Repeat.HARMFUL),
    GET_GROUPMSG_LIST("externalcontact/get_groupmsg_list_v2", Repeat.HARMLESS),
    GET_GROUPMSG_TASK("externalcontact/get_groupmsg_task", Repeat.HARMLESS),
    GET_GROUPMSG_SEND_RESULT("externalcontact/get_groupmsg_send_result", Repeat.HARMLESS),
    REMIND_GROUPMSG_SEND("externalcontact/remind_groupmsg_send", Repeat.HARMFUL),
    CANCEL_GROUPMSG_SEND("externalcontact/cancel_groupmsg_send", Repeat.HARMLESS),

    SEND_WELCOME_MSG("externalcontact/send_welcome_msg", Repeat.HARMFUL),
    ADD_GROUP_WELCOME("externalcontact/group_welcome_template/add", Repeat.HARMFUL),
    EDIT_GROUP_WELCOME("externalcontact/group_welcome_template/edit", Repeat.HARMLESS),
    GET_GROUP_WELCOME("externalcontact/group_welcome_template/get", Repeat.HARMLESS),
    DEL_GROUP_WELCOME("externalcontact/group_welcome_template/del", Repeat.HARMLESS),

    ADD_MOMENT_TASK("externalcontact/add_moment_task", Repeat.HARMFUL),
    GET_MOMENT_TASK_RESULT("externalcontact/get_moment_task_result", Repeat.HARMLESS),
    CANCEL_MOMENT_TASK("externalcontact/cancel_moment_task", Repeat.HARMLESS),
    GET_MOMENT_LIST("externalcontact/get_moment_list", Repeat.HARMLESS),
    GET_MOMENT_TASK("externalcontact/get_moment_task", Repeat.HARMLESS),
    GET_MOMENT_CUSTOMER_LIST("externalcontact/get_moment_customer_list", Repeat.HARMLESS),
    GET_MOMENT_SEND_RESULT("externalcontact/get_moment_send_result", Repeat.HARMLESS),
    GET_MOMENT_COMMENTS("externalcontact/get_moment_comments", Repeat.HARMLESS),

    TRANSFER_CUSTOMER("externalcontact/transfer_customer", Repeat.HARMFUL),
    TRANSFER_RESULT("externalcontact/transfer_result", Repeat.HARMLESS),
    GET_UNASSIGNED_LIST("externalcontact/get_unassigned_list", Repeat.HARMLESS),
    RESIGNED_TRANSFER_CUSTOMER("externalcontact/resigned/transfer_customer", Repeat.HARMFUL),
    RESIGNED_TRANSFER_RESULT("externalcontact/resigned/transfer_result", Repeat.HARMLESS),

    GET_USER_BEHAVIOR_DATA("externalcontact/get_user_behavior_data", Repeat.HARMLESS),

    ADD_INTERCEPT_RULE("externalcontact/add_intercept_rule", Repeat.HARMFUL),
    GET_INTERCEPT_RULE_LIST("externalcontact/get_intercept_rule_list", Repeat.HARMLESS),
    GET_INTERCEPT_RULE("externalcontact/get_intercept_rule", Repeat.HARMLESS),
    UPDATE_INTERCEPT_RULE("externalcontact/update_intercept_rule", Repeat.HARMLESS),
    DEL_INTERCEPT_RULE("externalcontact/del_intercept_rule", Repeat.HARMLESS),

    /** One more copy that ends by itself in three days. */
    UPLOAD_MEDIA("media/upload", Repeat.HARMFUL),
    /** Of the few permanent ones there are 1,000 a day. */
    UPLOAD_IMG("media/uploadimg", Repeat.HARMFUL),
    UPLOAD_ATTACHMENT("media/upload_attachment", Repeat.HARMFUL),

    SEND_MESSAGE("message/send", Repeat.HARMFUL),
    UPDATE_TEMPLATE_CARD("message/update_template_card", Repeat.HARMFUL),
    RECALL_MESSAGE("message/recall", Repeat.HARMLESS),

    DEPARTMENT_SIMPLELIST("department/simplelist", Repeat.HARMLESS),
    GET_DEPARTMENT("department/get", Repeat.HARMLESS),
    USER_SIMPLELIST("user/simplelist", Repeat.HARMLESS),
    GET_USER("user/get", Repeat.HARMLESS);

    private final String path;
    private final Repeat repeat;

    Api(String path, Repeat repeat) {
        this.path = path;
        this.repeat = repeat;
    }

    /** After {@code /cgi-bin/}. */
    String path() {
        return path;
    }

    /** Whether doing it twice is as good as once, so that a lost reply is no reason to stop. */
    boolean repeatable() {
        return repeat == Repeat.HARMLESS;
    }

    private enum Repeat {
        HARMLESS,
        HARMFUL
    }
}
