package scrm.wecom.callback;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.events.AppEvent.AppEventReceived;
import scrm.events.AppEvent.SelectedItem;
import scrm.events.AppEvent.TemplateCardClicked;
import scrm.events.AppEvent.TemplateCardMenuClicked;
import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.CorpTagEvent.CorpTagCreated;
import scrm.events.CorpTagEvent.CorpTagDeleted;
import scrm.events.CorpTagEvent.CorpTagUpdated;
import scrm.events.CorpTagEvent.CorpTagsShuffled;
import scrm.events.CorpTagEvent.TagGroupCreated;
import scrm.events.CorpTagEvent.TagGroupDeleted;
import scrm.events.CorpTagEvent.TagGroupUpdated;
import scrm.events.CustomerAcquisitionEvent.AcquisitionBalanceExhausted;
import scrm.events.CustomerAcquisitionEvent.AcquisitionBalanceIncreased;
import scrm.events.CustomerAcquisitionEvent.AcquisitionBalanceLow;
import scrm.events.CustomerAcquisitionEvent.AcquisitionChatStarted;
import scrm.events.CustomerAcquisitionEvent.AcquisitionFriendRequested;
import scrm.events.CustomerAcquisitionEvent.AcquisitionLinkDeleted;
import scrm.events.CustomerAcquisitionEvent.AcquisitionLinkUnavailable;
import scrm.events.CustomerAcquisitionEvent.AcquisitionMessageReceived;
import scrm.events.CustomerAcquisitionEvent.AcquisitionProfileOpened;
import scrm.events.CustomerAcquisitionEvent.AcquisitionQuotaExpiring;
import scrm.events.DirectoryEvent.BatchJobCompleted;
import scrm.events.DirectoryEvent.PartyCreated;
import scrm.events.DirectoryEvent.PartyDeleted;
import scrm.events.DirectoryEvent.PartyUpdated;
import scrm.events.DirectoryEvent.UserCreated;
import scrm.events.DirectoryEvent.UserDeleted;
import scrm.events.DirectoryEvent.UserTagUpdated;
import scrm.events.DirectoryEvent.UserUpdated;
import scrm.events.EventId;
import scrm.events.ExternalContactEvent.ExternalContactAdded;
import scrm.events.ExternalContactEvent.ExternalContactDeleted;
import scrm.events.ExternalContactEvent.ExternalContactEdited;
import scrm.events.ExternalContactEvent.ExternalContactHalfAdded;
import scrm.events.ExternalContactEvent.ExternalContactTransferFailed;
import scrm.events.ExternalContactEvent.FollowUserDeleted;
import scrm.events.ExternalContactEvent.MessageAuditApproved;
import scrm.events.ExternalUserId;
import scrm.events.GroupChatEvent.GroupChatCreated;
import scrm.events.GroupChatEvent.GroupChatDismissed;
import scrm.events.GroupChatEvent.GroupChatMemberAdded;
import scrm.events.GroupChatEvent.GroupChatMemberDeleted;
import scrm.events.GroupChatEvent.GroupChatNameChanged;
import scrm.events.GroupChatEvent.GroupChatNoticeChanged;
import scrm.events.GroupChatEvent.GroupChatOwnerChanged;
import scrm.events.GroupChatEvent.MemberChange;
import scrm.events.LinkId;
import scrm.events.State;
import scrm.events.TagGroupId;
import scrm.events.TagId;
import scrm.events.UnrecognizedCallback;
import scrm.events.UserId;
import scrm.events.WeComEvent;
import scrm.events.WelcomeCode;

/**
 * Turns a decrypted message into its event: one line for each kind that the documents name. Sources: documents 92130,
 * 97299, 90970, 90973, 90240, 92005.
 */
final class EventReader {
    private static final Set<String> APP_EVENTS = Set.of(
            "subscribe",
            "unsubscribe",
            "enter_agent",
            "click",
            "view",
            "close_inactive_agent",
            "reopen_inactive_agent",
            "inactive_alert",
            "active_restored");

    private final CorpId corp;
    private final EventId id;
    private final Instant at;
    private final Fields fields;

    private EventReader(CorpId corp, EventId id, Instant at, Fields fields) {
        this.corp = corp;
        this.id = id;
        this.at = at;
        this.fields = fields;
    }

    /**
     * Reads one message.
     *
     * @param sentAt stands in for a {@code CreateTime} that is not there
     * @param message decrypted XML
     * @throws CallbackRejected ({@code CONTENT}) if it is not plain, shallow XML
     */
    static WeComEvent read(CorpId corp, EventId id, Instant sentAt, byte[] message) {
        Fields fields = new Fields(Element.parse(message));
        Instant createTime = fields.optional("CreateTime", EventReader::epochSecond);
        EventReader reader = new EventReader(corp, id, createTime == null ? sentAt : createTime, fields);
        WeComEvent event = createTime == null ? null : reader.known();
        return event == null ? reader.unrecognized(message) : event;
    }

    private @Nullable WeComEvent known() {
        if (!"event".equals(fields.text("MsgType"))) {
            return null;
        }
        try {
            String event = fields.required("Event");
            return switch (event) {
                case "change_external_contact" -> externalContact();
                case "change_external_chat" -> groupChat();
                case "change_external_tag" -> corpTag();
                case "customer_acquisition" -> customerAcquisition();
                case "change_contact" -> directory();
                case "batch_job_result" -> batchJob();
                case "template_card_event" -> templateCard();
                case "template_card_menu_event" -> templateCardMenu();
                default -> APP_EVENTS.contains(event) || event.startsWith("low_active") ? app(event) : null;
            };
        } catch (IllegalArgumentException e) {
            // A kind that we know without what it must have: kept whole, as a kind that we do not know is.
            return null;
        }
    }

    private UnrecognizedCallback unrecognized(byte[] message) {
        return new UnrecognizedCallback(
                id,
                corp,
                at,
                Objects.requireNonNullElse(fields.text("MsgType"), ""),
                fields.text("Event"),
                fields.text("ChangeType"),
                new String(message, StandardCharsets.UTF_8));
    }

    private @Nullable WeComEvent externalContact() {
        UserId user = fields.required("UserID", UserId::new);
        ExternalUserId contact = fields.required("ExternalUserID", ExternalUserId::new);
        return switch (fields.required("ChangeType")) {
            case "add_external_contact" ->
                new ExternalContactAdded(id, corp, at, user, contact, state(), welcomeCode());
            case "add_half_external_contact" ->
                new ExternalContactHalfAdded(id, corp, at, user, contact, state(), welcomeCode());
            case "edit_external_contact" -> new ExternalContactEdited(id, corp, at, user, contact);
            case "del_external_contact" ->
                new ExternalContactDeleted(id, corp, at, user, contact, fields.text("Source"));
            case "del_follow_user" -> new FollowUserDeleted(id, corp, at, user, contact);
            case "transfer_fail" ->
                new ExternalContactTransferFailed(id, corp, at, user, contact, fields.text("FailReason"));
            case "msg_audit_approved" -> new MessageAuditApproved(id, corp, at, user, contact, welcomeCode());
            default -> null;
        };
    }

    private @Nullable WeComEvent groupChat() {
        ChatId chat = fields.required("ChatId", ChatId::new);
        return switch (fields.required("ChangeType")) {
            case "create" -> new GroupChatCreated(id, corp, at, chat);
            case "dismiss" -> new GroupChatDismissed(id, corp, at, chat);
            case "update" -> groupChatUpdate(chat);
            default -> null;
        };
    }

    private @Nullable WeComEvent groupChatUpdate(ChatId chat) {
        return switch (fields.required("UpdateDetail")) {
            case "add_member" -> new GroupChatMemberAdded(id, corp, at, chat, memberChange("JoinScene"));
            case "del_member" -> new GroupChatMemberDeleted(id, corp, at, chat, memberChange("QuitScene"));
            case "change_owner" -> new GroupChatOwnerChanged(id, corp, at, chat, memberChange(null));
            case "change_name" -> new GroupChatNameChanged(id, corp, at, chat, memberChange(null));
            case "change_notice" -> new GroupChatNoticeChanged(id, corp, at, chat, memberChange(null));
            default -> null;
        };
    }

    private MemberChange memberChange(@Nullable String scene) {
        return new MemberChange(
                scene == null ? null : fields.optional(scene, Integer::valueOf),
                fields.optional("MemChangeCnt", Integer::valueOf),
                fields.within("MemChangeList").texts("Item"),
                fields.text("LastMemVer"),
                fields.text("CurMemVer"));
    }

    private @Nullable WeComEvent corpTag() {
        String changeType = fields.required("ChangeType");
        Long strategy = fields.optional("StrategyId", Long::valueOf);
        if (changeType.equals("shuffle")) {
            return new CorpTagsShuffled(id, corp, at, fields.optional("Id", TagGroupId::new), strategy);
        }
        return switch (fields.required("TagType") + "/" + changeType) {
            case "tag/create" -> new CorpTagCreated(id, corp, at, fields.required("Id", TagId::new), strategy);
            case "tag/update" -> new CorpTagUpdated(id, corp, at, fields.required("Id", TagId::new), strategy);
            case "tag/delete" -> new CorpTagDeleted(id, corp, at, fields.required("Id", TagId::new), strategy);
            case "tag_group/create" ->
                new TagGroupCreated(id, corp, at, fields.required("Id", TagGroupId::new), strategy);
            case "tag_group/update" ->
                new TagGroupUpdated(id, corp, at, fields.required("Id", TagGroupId::new), strategy);
            case "tag_group/delete" ->
                new TagGroupDeleted(id, corp, at, fields.required("Id", TagGroupId::new), strategy);
            default -> null;
        };
    }

    private @Nullable WeComEvent customerAcquisition() {
        return switch (fields.required("ChangeType")) {
            case "balance_low" -> new AcquisitionBalanceLow(id, corp, at);
            case "balance_exhausted" -> new AcquisitionBalanceExhausted(id, corp, at);
            case "balance_increased" -> new AcquisitionBalanceIncreased(id, corp, at);
            case "quota_expire_soon" ->
                new AcquisitionQuotaExpiring(
                        id,
                        corp,
                        at,
                        fields.optional("ExpireTime", EventReader::epochSecond),
                        fields.optional("ExpireQuotaNum", Long::valueOf));
            case "link_unavailable" -> new AcquisitionLinkUnavailable(id, corp, at, link());
            case "delete_link" -> new AcquisitionLinkDeleted(id, corp, at, link());
            case "open_profile" -> new AcquisitionProfileOpened(id, corp, at, link(), state());
            case "friend_request" -> new AcquisitionFriendRequested(id, corp, at, link(), state());
            case "customer_start_chat" ->
                new AcquisitionChatStarted(
                        id,
                        corp,
                        at,
                        fields.optional("LinkId", LinkId::new),
                        fields.required("UserID", UserId::new),
                        fields.required("ExternalUserID", ExternalUserId::new));
            case "message_from_customer" ->
                new AcquisitionMessageReceived(
                        id, corp, at, fields.optional("LinkId", LinkId::new), fields.required("ChatKey"));
            default -> null;
        };
    }

    private @Nullable WeComEvent directory() {
        return switch (fields.required("ChangeType")) {
            case "create_user" -> new UserCreated(id, corp, at, user(), departments());
            case "update_user" ->
                new UserUpdated(id, corp, at, user(), fields.optional("NewUserID", UserId::new), departments());
            case "delete_user" -> new UserDeleted(id, corp, at, user());
            case "create_party" ->
                new PartyCreated(
                        id,
                        corp,
                        at,
                        fields.requiredNumber("Id"),
                        fields.text("Name"),
                        fields.optional("ParentId", Long::valueOf),
                        fields.optional("Order", Long::valueOf));
            case "update_party" ->
                new PartyUpdated(
                        id,
                        corp,
                        at,
                        fields.requiredNumber("Id"),
                        fields.text("Name"),
                        fields.optional("ParentId", Long::valueOf));
            case "delete_party" -> new PartyDeleted(id, corp, at, fields.requiredNumber("Id"));
            case "update_tag" ->
                new UserTagUpdated(
                        id,
                        corp,
                        at,
                        fields.requiredNumber("TagId"),
                        fields.list("AddUserItems", UserId::new),
                        fields.list("DelUserItems", UserId::new),
                        fields.list("AddPartyItems", Long::valueOf),
                        fields.list("DelPartyItems", Long::valueOf));
            default -> null;
        };
    }

    private WeComEvent batchJob() {
        Fields job = fields.within("BatchJob");
        return new BatchJobCompleted(
                id,
                corp,
                at,
                job.required("JobId"),
                job.required("JobType"),
                job.required("ErrCode", Integer::valueOf),
                job.text("ErrMsg"));
    }

    private WeComEvent templateCard() {
        List<SelectedItem> selected = fields.within("SelectedItems").each("SelectedItem").stream()
                .map(item -> new SelectedItem(
                        item.required("QuestionKey"), item.within("OptionIds").texts("OptionId")))
                .toList();
        return new TemplateCardClicked(
                id,
                corp,
                at,
                sender(),
                fields.text("AgentID"),
                fields.text("EventKey"),
                fields.text("TaskId"),
                fields.text("CardType"),
                fields.text("ResponseCode"),
                selected);
    }

    private WeComEvent templateCardMenu() {
        return new TemplateCardMenuClicked(
                id,
                corp,
                at,
                sender(),
                fields.text("AgentID"),
                fields.text("EventKey"),
                fields.text("TaskId"),
                fields.text("CardType"),
                fields.text("ResponseCode"));
    }

    private WeComEvent app(String event) {
        return new AppEventReceived(id, corp, at, sender(), fields.text("AgentID"), event, fields.text("EventKey"));
    }

    private UserId user() {
        return fields.required("UserID", UserId::new);
    }

    private UserId sender() {
        return fields.required("FromUserName", UserId::new);
    }

    private LinkId link() {
        return fields.required("LinkId", LinkId::new);
    }

    private List<Long> departments() {
        return fields.list("Department", Long::valueOf);
    }

    private @Nullable State state() {
        return fields.optional("State", State::new);
    }

    private @Nullable WelcomeCode welcomeCode() {
        return fields.optional("WelcomeCode", WelcomeCode::new);
    }

    /** Ten digits reach to the year 2286; more would be milliseconds or worse. */
    private static Instant epochSecond(String text) {
        if (text.length() > 10) {
            throw new IllegalArgumentException("not Unix seconds");
        }
        return Instant.ofEpochSecond(Long.parseUnsignedLong(text));
    }
}
