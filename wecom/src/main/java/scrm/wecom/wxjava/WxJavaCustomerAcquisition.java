package scrm.wecom.wxjava;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import scrm.events.ExternalUserId;
import scrm.events.LinkId;
import scrm.events.UserId;
import scrm.wecom.Caller;
import scrm.wecom.CustomerAcquisition;
import scrm.wecom.Page;

final class WxJavaCustomerAcquisition implements CustomerAcquisition {
    private static final int LIST_LIMIT = 100;
    private static final int CUSTOMER_LIMIT = 1000;

    private final WxJavaCalls calls;

    WxJavaCustomerAcquisition(WxJavaCalls calls) {
        this.calls = calls;
    }

    @Override
    public Page<LinkId> list(Caller caller, @Nullable String cursor) {
        return calls.post(
                caller,
                Api.LIST_LINK,
                new PageOf(null, LIST_LIMIT, cursor),
                Listed.class,
                answer -> WxJavaJson.page(answer.linkIdList, answer.nextCursor, LinkId::new));
    }

    @Override
    public Link get(Caller caller, LinkId linkId) {
        return calls.post(
                caller,
                Api.GET_LINK,
                new LinkOf(linkId.value()),
                Found.class,
                answer -> new Link(
                        linkId,
                        answer.link.linkName == null ? "" : answer.link.linkName,
                        URI.create(answer.link.url),
                        Instant.ofEpochSecond(answer.link.createTime),
                        answer.link.skipVerify,
                        answer.range == null ? List.of() : WxJavaJson.list(answer.range.userList, UserId::new),
                        answer.range == null ? List.of() : WxJavaJson.list(answer.range.departmentList, id -> id)));
    }

    @Override
    public CreatedLink create(Caller caller, NewLink link) {
        return calls.post(
                caller,
                Api.CREATE_LINK,
                settings(null, link),
                Created.class,
                answer -> new CreatedLink(new LinkId(answer.link.linkId), URI.create(answer.link.url)));
    }

    @Override
    public void update(Caller caller, LinkId linkId, NewLink link) {
        calls.post(caller, Api.UPDATE_LINK, settings(linkId.value(), link));
    }

    @Override
    public void delete(Caller caller, LinkId linkId) {
        calls.post(caller, Api.DELETE_LINK, new LinkOf(linkId.value()));
    }

    @Override
    public Page<LinkCustomer> customers(Caller caller, LinkId linkId, @Nullable String cursor) {
        return calls.post(
                caller,
                Api.LINK_CUSTOMERS,
                new PageOf(linkId.value(), CUSTOMER_LIMIT, cursor),
                Customers.class,
                answer -> WxJavaJson.page(
                        answer.customerList,
                        answer.nextCursor,
                        customer -> new LinkCustomer(
                                new ExternalUserId(customer.externalUserid),
                                new UserId(customer.userid),
                                customer.chatStatus,
                                WxJavaJson.state(customer.state))));
    }

    @Override
    public LinkStatistic statistic(Caller caller, LinkId linkId, Instant from, Instant to) {
        return calls.post(
                caller,
                Api.LINK_STATISTIC,
                new StatisticOf(linkId.value(), from.getEpochSecond(), to.getEpochSecond()),
                Counts.class,
                answer -> new LinkStatistic(answer.clickLinkCustomerCnt, answer.newCustomerCnt));
    }

    @Override
    public AcquisitionChat chatInfo(Caller caller, String chatKey) {
        return calls.post(
                caller, Api.GET_CHAT_INFO, new ChatKeyOf(chatKey), Chat.class, WxJavaCustomerAcquisition::chatInfo);
    }

    private static AcquisitionChat chatInfo(Chat chat) {
        String linkId = chat.chatInfo == null ? null : WxJavaJson.text(chat.chatInfo.linkId);
        return new AcquisitionChat(
                new UserId(chat.userid),
                new ExternalUserId(chat.externalUserid),
                linkId == null ? null : new LinkId(linkId),
                chat.chatInfo == null ? 0 : chat.chatInfo.recvMsgCnt,
                chat.chatInfo == null ? null : WxJavaJson.state(chat.chatInfo.state));
    }

    @Override
    public Balance balance(Caller caller) {
        return calls.get(
                caller,
                Api.ACQUISITION_QUOTA,
                Map.of(),
                QuotaFields.class,
                answer -> new Balance(
                        answer.total,
                        answer.balance,
                        WxJavaJson.list(
                                answer.quotaList,
                                part -> new Expiring(Instant.ofEpochSecond(part.expireDate), part.balance))));
    }

    private static Settings settings(@Nullable String linkId, NewLink link) {
        return new Settings(
                linkId,
                link.name(),
                new Range(WxJavaJson.values(link.users()), link.departments().isEmpty() ? null : link.departments()),
                link.skipVerify());
    }

    private record PageOf(
            @Nullable String linkId, int limit, @Nullable String cursor) {}

    private record Listed(
            @Nullable List<String> linkIdList, @Nullable String nextCursor) {}

    private record LinkOf(String linkId) {}

    /** {@code skip_verify} sits inside {@code link}, the range beside it. */
    private record Found(LinkFields link, @Nullable Range range) {}

    private record LinkFields(@Nullable String linkName, String url, long createTime, boolean skipVerify) {}

    private record Range(
            @Nullable List<String> userList, @Nullable List<Long> departmentList) {}

    private record Settings(@Nullable String linkId, String linkName, Range range, boolean skipVerify) {}

    private record Created(CreatedFields link) {}

    private record CreatedFields(String linkId, String url) {}

    private record Customers(
            @Nullable List<CustomerFields> customerList,
            @Nullable String nextCursor) {}

    private record CustomerFields(
            String externalUserid,
            String userid,
            int chatStatus,
            @Nullable String state) {}

    private record StatisticOf(String linkId, long startTime, long endTime) {}

    private record Counts(long clickLinkCustomerCnt, long newCustomerCnt) {}

    private record ChatKeyOf(String chatKey) {}

    private record Chat(
            String userid, String externalUserid, @Nullable ChatFields chatInfo) {}

    private record ChatFields(
            @Nullable String linkId,
            int recvMsgCnt,
            @Nullable String state) {}

    private record QuotaFields(
            long total, long balance, @Nullable List<QuotaPart> quotaList) {}

    private record QuotaPart(long expireDate, long balance) {}
}
