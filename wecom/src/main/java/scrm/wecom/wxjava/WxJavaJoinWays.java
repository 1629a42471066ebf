package scrm.wecom.wxjava;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.wecom.Caller;
import scrm.wecom.ContactWays.ConfigId;
import scrm.wecom.JoinWays;

final class WxJavaJoinWays implements JoinWays {
    private static final int QR = 2;

    private final WxJavaCalls calls;

    WxJavaJoinWays(WxJavaCalls calls) {
        this.calls = calls;
    }

    @Override
    public ConfigId add(Caller caller, NewJoinWay way) {
        return calls.post(
                caller,
                Api.ADD_JOIN_WAY,
                fields(null, way),
                Handle.class,
                answer -> new ConfigId(Objects.requireNonNull(answer.configId)));
    }

    @Override
    public JoinWay get(Caller caller, ConfigId configId) {
        return calls.post(
                caller, Api.GET_JOIN_WAY, new Handle(configId.value()), Found.class, answer -> joinWay(answer.joinWay));
    }

    @Override
    public void update(Caller caller, ConfigId configId, NewJoinWay way) {
        calls.post(caller, Api.UPDATE_JOIN_WAY, fields(configId.value(), way));
    }

    @Override
    public void delete(Caller caller, ConfigId configId) {
        calls.post(caller, Api.DEL_JOIN_WAY, new Handle(configId.value()));
    }

    private static Fields fields(@Nullable String configId, NewJoinWay way) {
        return new Fields(
                configId,
                QR,
                way.remark(),
                way.autoCreateRoom() ? 1 : 0,
                way.roomBaseName(),
                way.roomBaseId(),
                WxJavaJson.values(way.chatIds()),
                way.state() == null ? null : way.state().value(),
                null);
    }

    private static JoinWay joinWay(Fields way) {
        return new JoinWay(
                new ConfigId(Objects.requireNonNull(way.configId)),
                new NewJoinWay(
                        way.remark == null ? "" : way.remark,
                        way.autoCreateRoom == 1,
                        WxJavaJson.text(way.roomBaseName),
                        way.roomBaseId,
                        WxJavaJson.list(way.chatIdList, ChatId::new),
                        WxJavaJson.state(way.state)),
                way.qrCode == null ? "" : way.qrCode);
    }

    private record Handle(String configId) {}

    private record Found(Fields joinWay) {}

    private record Fields(
            @Nullable String configId,
            int scene,
            @Nullable String remark,
            int autoCreateRoom,
            @Nullable String roomBaseName,
            @Nullable Long roomBaseId,
            @Nullable List<String> chatIdList,
            @Nullable String state,
            @Nullable String qrCode) {}
}
