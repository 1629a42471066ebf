package scrm.channel.entry;

import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import scrm.channel.livecode.CodeAtWeCom;
import scrm.channel.livecode.LiveCode;
import scrm.events.CorpId;
import scrm.events.LinkId;
import scrm.events.State;
import scrm.events.UserId;
import scrm.wecom.Caller;
import scrm.wecom.CustomerAcquisition;
import scrm.wecom.CustomerAcquisition.CreatedLink;
import scrm.wecom.CustomerAcquisition.Link;
import scrm.wecom.CustomerAcquisition.NewLink;
import scrm.wecom.Page;
import scrm.wecom.WeComException;

/**
 * Acquisition links (获客助手, document 97297). The state rides behind the link as {@code customer_channel}; WeCom keeps
 * none itself, so a lost link is found by its name, which ends with the live code's id.
 */
@Service
class AcquisitionLinkCodes implements CodeAtWeCom {
    /** No such link: what is to be deleted is gone. Source: document 90313. */
    private static final int BAD_LINK_ID = 40035;

    private final CustomerAcquisition acquisition;

    AcquisitionLinkCodes(CustomerAcquisition acquisition) {
        this.acquisition = acquisition;
    }

    @Override
    public Set<LiveCode.Kind> kinds() {
        return Set.of(LiveCode.Kind.ACQUISITION_LINK);
    }

    @Override
    public Made make(LiveCode liveCode, Runnable sending) {
        CreatedLink created = acquisition.create(
                caller(liveCode).noting(sending),
                link(liveCode, liveCode.draft().users()));
        return made(created.linkId(), created.url(), liveCode.state());
    }

    @Override
    public Made read(LiveCode liveCode, String handle) {
        Link link = acquisition.get(caller(liveCode), new LinkId(handle));
        return made(link.linkId(), link.url(), liveCode.state());
    }

    @Override
    public boolean lists() {
        return true;
    }

    @Override
    public Optional<Made> find(LiveCode liveCode, Instant since, Function<Collection<String>, Set<String>> known) {
        Caller caller = caller(liveCode);
        String name = name(liveCode);
        @Nullable String cursor = null;
        do {
            Page<LinkId> page = acquisition.list(caller, cursor);
            List<String> handles = page.items().stream().map(LinkId::value).toList();
            Set<String> ours = known.apply(handles);
            for (String handle : handles) {
                if (!ours.contains(handle)) {
                    Link link = acquisition.get(caller, new LinkId(handle));
                    if (name.equals(link.name())) {
                        return Optional.of(made(link.linkId(), link.url(), liveCode.state()));
                    }
                }
            }
            cursor = page.nextCursor();
        } while (cursor != null);
        return Optional.empty();
    }

    @Override
    public Page<String> list(CorpId corpId, @Nullable String cursor) {
        Page<LinkId> page = acquisition.list(Caller.sync(corpId), cursor);
        return new Page<>(page.items().stream().map(LinkId::value).toList(), page.nextCursor());
    }

    @Override
    public boolean isThere(LiveCode liveCode, String handle) {
        try {
            acquisition.get(Caller.sync(liveCode.corpId()), new LinkId(handle));
            return true;
        } catch (WeComException e) {
            if (e.errcode() != BAD_LINK_ID) {
                throw e;
            }
            return false;
        }
    }

    @Override
    public void change(LiveCode liveCode, String handle) {
        acquisition.update(caller(liveCode), new LinkId(handle), link(liveCode, liveCode.leadsTo()));
    }

    @Override
    public void delete(LiveCode liveCode, String handle) {
        try {
            acquisition.delete(caller(liveCode), new LinkId(handle));
        } catch (WeComException e) {
            if (e.errcode() != BAD_LINK_ID) {
                throw e;
            }
        }
    }

    private static Made made(LinkId linkId, URI url, State state) {
        return new Made(linkId.value(), null, url + (url.getQuery() == null ? "?" : "&") + "customer_channel=" + state);
    }

    private static NewLink link(LiveCode liveCode, List<UserId> users) {
        LiveCode.Draft draft = liveCode.draft();
        return new NewLink(name(liveCode), draft.skipVerify(), users, List.of());
    }

    private static String name(LiveCode liveCode) {
        String end = " #" + liveCode.id();
        return Remark.first(Remark.CHARACTERS - end.length(), liveCode.draft().name()) + end;
    }

    private static Caller caller(LiveCode liveCode) {
        return Caller.person(liveCode.corpId());
    }
}
