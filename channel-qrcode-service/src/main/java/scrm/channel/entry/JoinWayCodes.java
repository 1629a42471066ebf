package scrm.channel.entry;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import scrm.channel.livecode.CodeAtWeCom;
import scrm.channel.livecode.LiveCode;
import scrm.events.CorpId;
import scrm.wecom.Caller;
import scrm.wecom.ContactWays.ConfigId;
import scrm.wecom.JoinWays;
import scrm.wecom.JoinWays.NewJoinWay;
import scrm.wecom.Page;
import scrm.wecom.WeComException;

/** Join ways (加入群聊, document 92229). WeCom tells the picture only afterwards, and does not list them. */
@Service
class JoinWayCodes implements CodeAtWeCom {
    private final JoinWays joinWays;

    JoinWayCodes(JoinWays joinWays) {
        this.joinWays = joinWays;
    }

    @Override
    public Set<LiveCode.Kind> kinds() {
        return Set.of(LiveCode.Kind.GROUP);
    }

    @Override
    public Made make(LiveCode liveCode, Runnable sending) {
        return new Made(
                joinWays.add(caller(liveCode).noting(sending), joinWay(liveCode, null))
                        .value(),
                null,
                null);
    }

    @Override
    public Made read(LiveCode liveCode, String handle) {
        return new Made(
                handle, joinWays.get(caller(liveCode), new ConfigId(handle)).qrCode(), null);
    }

    @Override
    public boolean lists() {
        return false;
    }

    @Override
    public Optional<Made> find(LiveCode liveCode, Instant since, Function<Collection<String>, Set<String>> known) {
        return Optional.empty();
    }

    @Override
    public Page<String> list(CorpId corpId, @Nullable String cursor) {
        return new Page<>(List.of(), null);
    }

    @Override
    public boolean isThere(LiveCode liveCode, String handle) {
        try {
            joinWays.get(Caller.sync(liveCode.corpId()), new ConfigId(handle));
            return true;
        } catch (WeComException e) {
            if (e.errcode() != ContactWayCodes.BAD_CONFIG_ID) {
                throw e;
            }
            return false;
        }
    }

    @Override
    public void change(LiveCode liveCode, String handle) {
        Caller caller = caller(liveCode);
        ConfigId configId = new ConfigId(handle);
        // WeCom counts on for each group that it opens; an update replaces everything, that number included.
        Long next = joinWays.get(caller, configId).settings().roomBaseId();
        joinWays.update(caller, configId, joinWay(liveCode, next));
    }

    @Override
    public void delete(LiveCode liveCode, String handle) {
        try {
            joinWays.delete(caller(liveCode), new ConfigId(handle));
        } catch (WeComException e) {
            if (e.errcode() != ContactWayCodes.BAD_CONFIG_ID) {
                throw e;
            }
        }
    }

    private static NewJoinWay joinWay(LiveCode liveCode, @Nullable Long reached) {
        LiveCode.Groups groups = Objects.requireNonNull(liveCode.draft().groups());
        Long first = groups.roomBaseId();
        return new NewJoinWay(
                Remark.of(liveCode.draft().name()),
                groups.autoCreate(),
                groups.roomBaseName(),
                reached != null && (first == null || reached > first) ? reached : first,
                liveCode.openGroups(),
                liveCode.state());
    }

    private static Caller caller(LiveCode liveCode) {
        return Caller.person(liveCode.corpId());
    }
}
