package scrm.wecom;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.ExternalUserId;
import scrm.events.LinkId;
import scrm.events.State;
import scrm.events.UserId;

/**
 * Acquisition links (获客助手). A channel is told by {@code ?customer_channel=STATE} behind the link, 64 bytes at most.
 * Source: documents 97297 to 97299, 97375, 100130.
 */
public interface CustomerAcquisition {
    /** Our app's links, {@code list_link}. */
    Page<LinkId> list(Caller caller, @Nullable String cursor);

    /** One link, {@code get}. */
    Link get(Caller caller, LinkId linkId);

    /** Makes a link, {@code create_link}. Must not be repeated blindly; {@link #list} shows what was made. */
    CreatedLink create(Caller caller, NewLink link);

    /** Replaces name, range and the rest, {@code update_link}. */
    void update(Caller caller, LinkId linkId, NewLink link);

    /** Deletes a link, {@code delete_link}; no event follows. */
    void delete(Caller caller, LinkId linkId);

    /** Who came by it, {@code customer}. */
    Page<LinkCustomer> customers(Caller caller, LinkId linkId, @Nullable String cursor);

    /** Clicks and new customers in a span of at most 30 of the last 180 days, {@code statistic}. */
    LinkStatistic statistic(Caller caller, LinkId linkId, Instant from, Instant to);

    /** Who wrote, {@code get_chat_info}; the key of the event is good for 30 minutes (41201). */
    AcquisitionChat chatInfo(Caller caller, String chatKey);

    /** How many customers may still come, {@code customer_acquisition_quota}. */
    Balance balance(Caller caller);

    /**
     * What to make.
     *
     * @param name 30 characters at most
     * @param users with the members of {@code departments} 1 to 500
     */
    record NewLink(String name, boolean skipVerify, List<UserId> users, List<Long> departments) {
        public NewLink {
            users = List.copyOf(users);
            departments = List.copyOf(departments);
        }
    }

    record CreatedLink(LinkId linkId, URI url) {}

    record Link(
            LinkId linkId,
            String name,
            URI url,
            Instant createTime,
            boolean skipVerify,
            List<UserId> users,
            List<Long> departments) {
        public Link {
            users = List.copyOf(users);
            departments = List.copyOf(departments);
        }
    }

    /** @param chatStatus 0 none, 1 sent a message, 2 unknown */
    record LinkCustomer(
            ExternalUserId externalUserId,
            UserId userId,
            int chatStatus,
            @Nullable State state) {}

    record LinkStatistic(long clicks, long newCustomers) {}

    record AcquisitionChat(
            UserId userId,
            ExternalUserId externalUserId,
            @Nullable LinkId linkId,
            int receivedMessages,
            @Nullable State state) {}

    record Balance(long total, long balance, List<Expiring> expiring) {
        public Balance {
            expiring = List.copyOf(expiring);
        }
    }

    record Expiring(Instant expireDate, long balance) {}
}
