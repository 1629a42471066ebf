package scrm.simulator.callback;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events that a self-built app gets, with the current time. Sources: documents 92130, 92005, 97299, 90970,
 * 90973, 90240.
 */
public final class CallbackEvents {
    private final String corpId;
    private final Clock clock;

    public CallbackEvents(String corpId, Clock clock) {
        this.corpId = corpId;
        this.clock = clock;
    }

    // change_external_contact

    public CallbackEvent addExternalContact(
            String userId, String externalUserId, @Nullable String state, @Nullable String welcomeCode) {
        return contact("add_external_contact", userId, externalUserId)
                .optional("State", state)
                .optional("WelcomeCode", welcomeCode)
                .event("change_external_contact/add_external_contact");
    }

    public CallbackEvent addHalfExternalContact(
            String userId, String externalUserId, @Nullable String state, @Nullable String welcomeCode) {
        return contact("add_half_external_contact", userId, externalUserId)
                .optional("State", state)
                .optional("WelcomeCode", welcomeCode)
                .event("change_external_contact/add_half_external_contact");
    }

    public CallbackEvent editExternalContact(String userId, String externalUserId) {
        return contact("edit_external_contact", userId, externalUserId)
                .event("change_external_contact/edit_external_contact");
    }

    /** @param source {@code DELETE_BY_TRANSFER}, or null if the member did it */
    public CallbackEvent delExternalContact(String userId, String externalUserId, @Nullable String source) {
        return contact("del_external_contact", userId, externalUserId)
                .optional("Source", source)
                .event("change_external_contact/del_external_contact");
    }

    public CallbackEvent delFollowUser(String userId, String externalUserId) {
        return contact("del_follow_user", userId, externalUserId).event("change_external_contact/del_follow_user");
    }

    /** @param failReason {@code customer_refused} or {@code customer_limit_exceed} */
    public CallbackEvent transferFail(String userId, String externalUserId, String failReason) {
        return contact("transfer_fail", userId, externalUserId)
                .text("FailReason", failReason)
                .event("change_external_contact/transfer_fail");
    }

    public CallbackEvent msgAuditApproved(String userId, String externalUserId, @Nullable String welcomeCode) {
        return contact("msg_audit_approved", userId, externalUserId)
                .optional("WelcomeCode", welcomeCode)
                .event("change_external_contact/msg_audit_approved");
    }

    // change_external_chat

    public CallbackEvent chatCreated(String chatId) {
        return chat(chatId, "create").event("change_external_chat/create");
    }

    public CallbackEvent chatDismissed(String chatId) {
        return chat(chatId, "dismiss").event("change_external_chat/dismiss");
    }

    /** @param updateDetail {@code change_owner}, {@code change_name} or {@code change_notice} */
    public CallbackEvent chatUpdated(String chatId, String updateDetail) {
        return chat(chatId, "update")
                .text("UpdateDetail", updateDetail)
                .event("change_external_chat/update/" + updateDetail);
    }

    /** @param joinScene 0 invited, 3 by QR code */
    public CallbackEvent chatMembersAdded(
            String chatId, int joinScene, List<String> memberIds, String lastVersion, String version) {
        EventXml xml = chat(chatId, "update").text("UpdateDetail", "add_member").number("JoinScene", joinScene);
        return membersChanged(xml, memberIds, lastVersion, version).event("change_external_chat/update/add_member");
    }

    /** @param quitScene 0 left, 1 removed */
    public CallbackEvent chatMembersDeleted(
            String chatId, int quitScene, List<String> memberIds, String lastVersion, String version) {
        EventXml xml = chat(chatId, "update").text("UpdateDetail", "del_member").number("QuitScene", quitScene);
        return membersChanged(xml, memberIds, lastVersion, version).event("change_external_chat/update/del_member");
    }

    // change_external_tag

    /**
     * @param tagType {@code tag} or {@code tag_group}
     * @param changeType {@code create}, {@code update}, {@code delete} or {@code shuffle}
     * @param id for shuffle the group, empty for all groups
     */
    public CallbackEvent externalTag(String id, String tagType, String changeType, @Nullable Long strategyId) {
        EventXml xml = event("change_external_tag").text("Id", id).text("TagType", tagType);
        if (strategyId != null) {
            xml.number("StrategyId", strategyId);
        }
        return xml.text("ChangeType", changeType).event("change_external_tag/" + changeType);
    }

    // customer_acquisition, change_contact: their fields differ by type

    /** @param fields such as LinkId, State, UserID, ExternalUserID, ChatKey, ExpireTime */
    public CallbackEvent customerAcquisition(String changeType, Map<String, String> fields) {
        EventXml xml = event("customer_acquisition").text("ChangeType", changeType);
        fields.forEach(xml::text);
        return xml.event("customer_acquisition/" + changeType);
    }

    /** @param fields such as UserID, Department, Id, Name, ParentId, TagId, AddUserItems */
    public CallbackEvent contactChange(String changeType, Map<String, String> fields) {
        EventXml xml = event("change_contact").text("ChangeType", changeType);
        fields.forEach(xml::text);
        return xml.event("change_contact/" + changeType);
    }

    // Others

    public CallbackEvent batchJobResult(String userId, String jobId, String jobType, int errCode, String errMsg) {
        return new EventXml(corpId, userId, now(), "batch_job_result")
                .open("BatchJob")
                .text("JobId", jobId)
                .text("JobType", jobType)
                .number("ErrCode", errCode)
                .text("ErrMsg", errMsg)
                .close("BatchJob")
                .event("batch_job_result");
    }

    /** @param selected option ids by question key; for {@code button_interaction} cards empty */
    public CallbackEvent templateCard(
            String userId,
            String eventKey,
            String taskId,
            String cardType,
            String responseCode,
            long agentId,
            Map<String, List<String>> selected) {
        EventXml xml = new EventXml(corpId, userId, now(), "template_card_event")
                .text("EventKey", eventKey)
                .text("TaskId", taskId)
                .text("CardType", cardType)
                .text("ResponseCode", responseCode)
                .number("AgentID", agentId);
        if (!selected.isEmpty()) {
            xml.open("SelectedItems");
            selected.forEach((question, options) -> xml.open("SelectedItem")
                    .text("QuestionKey", question)
                    .items("OptionIds", "OptionId", options)
                    .close("SelectedItem"));
            xml.close("SelectedItems");
        }
        return xml.event("template_card_event");
    }

    public CallbackEvent templateCardMenu(
            String userId, String eventKey, String taskId, String cardType, String responseCode, long agentId) {
        return new EventXml(corpId, userId, now(), "template_card_menu_event")
                .text("EventKey", eventKey)
                .text("TaskId", taskId)
                .text("CardType", cardType)
                .text("ResponseCode", responseCode)
                .number("AgentID", agentId)
                .event("template_card_menu_event");
    }

    /** Any other event, known to a client or not. */
    public CallbackEvent other(String event, Map<String, String> fields) {
        EventXml xml = event(event);
        fields.forEach(xml::text);
        return xml.event(event);
    }

    private EventXml contact(String changeType, String userId, String externalUserId) {
        return event("change_external_contact")
                .text("ChangeType", changeType)
                .text("UserID", userId)
                .text("ExternalUserID", externalUserId);
    }

    private EventXml chat(String chatId, String changeType) {
        return event("change_external_chat").text("ChatId", chatId).text("ChangeType", changeType);
    }

    private static EventXml membersChanged(EventXml xml, List<String> memberIds, String lastVersion, String version) {
        return xml.number("MemChangeCnt", memberIds.size())
                .items("MemChangeList", "Item", memberIds)
                .text("LastMemVer", lastVersion)
                .text("CurMemVer", version);
    }

    private EventXml event(String event) {
        return new EventXml(corpId, "sys", now(), event);
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
