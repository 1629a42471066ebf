package scrm.channel.entry;

import java.time.Clock;
import java.time.Duration;
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
import scrm.events.UserId;
import scrm.wecom.Caller;
import scrm.wecom.ContactWays;
import scrm.wecom.ContactWays.ConfigId;
import scrm.wecom.ContactWays.ContactWay;
import scrm.wecom.ContactWays.NewContactWay;
import scrm.wecom.Page;
import scrm.wecom.WeComException;

/** Contact ways (联系我, document 92228); a lost one is found by its state. */
@Service
class ContactWayCodes implements CodeAtWeCom {
    /** The config_id is unknown: what is to be deleted is gone. Source: document 90313. */
    static final int BAD_CONFIG_ID = 41044;

    /** Clocks differ: how much earlier and later than by ours WeCom may have made it. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final int PAGE = 1000;

    /** Older codes are not listed (document 92228). */
    private static final Instant LISTED_SINCE = Instant.parse("2021-07-10T00:00:00Z");

    private final ContactWays contactWays;
    private final Clock clock;

    ContactWayCodes(ContactWays contactWays, Clock clock) {
        this.contactWays = contactWays;
        this.clock = clock;
    }

    @Override
    public Set<LiveCode.Kind> kinds() {
        return Set.of(LiveCode.Kind.CONTACT, LiveCode.Kind.FRIEND_THEN_GROUP);
    }

    @Override
    public Made make(LiveCode liveCode, Runnable sending) {
        ContactWays.Created created = contactWays.add(
                caller(liveCode).noting(sending),
                // All users, whoever is assigned: WeCom could not add others to a code made for a single one.
                contactWay(liveCode, liveCode.draft().users()));
        return new Made(created.configId().value(), created.qrCode(), null);
    }

    @Override
    public Made read(LiveCode liveCode, String handle) {
        return made(contactWays.get(caller(liveCode), new ConfigId(handle)));
    }

    @Override
    public boolean lists() {
        return true;
    }

    /** Looks through the codes made since the call. */
    @Override
    public Optional<Made> find(LiveCode liveCode, Instant since, Function<Collection<String>, Set<String>> known) {
        Caller caller = caller(liveCode);
        Instant from = since.minus(SKEW);
        Instant to = clock.instant().plus(SKEW);
        @Nullable String cursor = null;
        do {
            Page<ConfigId> page = contactWays.list(caller, from, to, cursor, PAGE);
            List<String> handles = page.items().stream().map(ConfigId::value).toList();
            Set<String> ours = known.apply(handles);
            for (String handle : handles) {
                if (!ours.contains(handle)) {
                    ContactWay contactWay = contactWays.get(caller, new ConfigId(handle));
                    if (liveCode.state().equals(contactWay.state())) {
                        return Optional.of(made(contactWay));
                    }
                }
            }
            cursor = page.nextCursor();
        } while (cursor != null);
        return Optional.empty();
    }

    @Override
    public Page<String> list(CorpId corpId, @Nullable String cursor) {
        Instant to = clock.instant().plus(SKEW);
        Page<ConfigId> page = contactWays.list(Caller.sync(corpId), LISTED_SINCE, to, cursor, PAGE);
        return new Page<>(page.items().stream().map(ConfigId::value).toList(), page.nextCursor());
    }

    @Override
    public boolean isThere(LiveCode liveCode, String handle) {
        try {
            contactWays.get(Caller.sync(liveCode.corpId()), new ConfigId(handle));
            return true;
        } catch (WeComException e) {
            if (e.errcode() != BAD_CONFIG_ID) {
                throw e;
            }
            return false;
        }
    }

    @Override
    public void change(LiveCode liveCode, String handle) {
        contactWays.update(caller(liveCode), new ConfigId(handle), contactWay(liveCode, liveCode.leadsTo()));
    }

    @Override
    public void delete(LiveCode liveCode, String handle) {
        try {
            contactWays.delete(caller(liveCode), new ConfigId(handle));
        } catch (WeComException e) {
            if (e.errcode() != BAD_CONFIG_ID) {
                throw e;
            }
        }
    }

    private static Made made(ContactWay contactWay) {
        return new Made(contactWay.configId().value(), contactWay.qrCode(), null);
    }

    private static NewContactWay contactWay(LiveCode liveCode, List<UserId> users) {
        LiveCode.Draft draft = liveCode.draft();
        return new NewContactWay(Remark.of(draft.name()), draft.skipVerify(), liveCode.state(), users);
    }

    private static Caller caller(LiveCode liveCode) {
        return Caller.person(liveCode.corpId());
    }
}
