package scrm.wecom.wxjava;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import scrm.events.UserId;
import scrm.wecom.Caller;
import scrm.wecom.ContactWays;
import scrm.wecom.Page;

final class WxJavaContactWays implements ContactWays {
    /** Also for one member: a code's type is for good, and a code of a single one could not take a second. */
    private static final int MULTIPLE = 2;

    private static final int QR = 2;

    private final WxJavaCalls calls;

    WxJavaContactWays(WxJavaCalls calls) {
        this.calls = calls;
    }

    @Override
    public Created add(Caller caller, NewContactWay way) {
        Add request = new Add(
                MULTIPLE, QR, way.remark(), way.skipVerify(), way.state().value(), WxJavaJson.values(way.users()));
        return calls.post(
                caller,
                Api.ADD_CONTACT_WAY,
                request,
                Added.class,
                answer -> new Created(
                        new ConfigId(Objects.requireNonNull(answer.configId)),
                        answer.qrCode == null ? "" : answer.qrCode));
    }

    @Override
    public ContactWay get(Caller caller, ConfigId configId) {
        return calls.post(
                caller,
                Api.GET_CONTACT_WAY,
                new Handle(configId.value()),
                Found.class,
                answer -> contactWay(answer.contactWay));
    }

    @Override
    public Page<ConfigId> list(Caller caller, Instant from, Instant to, @Nullable String cursor, int limit) {
        return calls.post(
                caller,
                Api.LIST_CONTACT_WAY,
                new ListOf(from.getEpochSecond(), to.getEpochSecond(), cursor, limit),
                Listed.class,
                answer ->
                        WxJavaJson.page(answer.contactWay, answer.nextCursor, handle -> new ConfigId(handle.configId)));
    }

    @Override
    public void update(Caller caller, ConfigId configId, NewContactWay way) {
        calls.post(
                caller,
                Api.UPDATE_CONTACT_WAY,
                new Update(
                        configId.value(),
                        way.remark(),
                        way.skipVerify(),
                        way.state().value(),
                        WxJavaJson.values(way.users())));
    }

    @Override
    public void delete(Caller caller, ConfigId configId) {
        calls.post(caller, Api.DEL_CONTACT_WAY, new Handle(configId.value()));
    }

    private static ContactWay contactWay(Fields way) {
        return new ContactWay(
                new ConfigId(way.configId),
                way.remark == null ? "" : way.remark,
                way.skipVerify,
                WxJavaJson.state(way.state),
                WxJavaJson.list(way.user, UserId::new),
                way.qrCode == null ? "" : way.qrCode);
    }

    private record Add(
            int type,
            int scene,
            String remark,
            boolean skipVerify,
            String state,
            @Nullable List<String> user) {}

    private record Added(String configId, @Nullable String qrCode) {}

    private record Handle(String configId) {}

    private record Found(Fields contactWay) {}

    private record Fields(
            String configId,
            @Nullable String remark,
            boolean skipVerify,
            @Nullable String state,
            @Nullable String qrCode,
            @Nullable List<String> user) {}

    private record ListOf(
            long startTime, long endTime, @Nullable String cursor, int limit) {}

    private record Listed(
            @Nullable List<Handle> contactWay, @Nullable String nextCursor) {}

    private record Update(
            String configId,
            String remark,
            boolean skipVerify,
            String state,
            @Nullable List<String> user) {}
}
