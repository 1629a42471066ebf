package scrm.wecom.wxjava;

import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.wecom.Caller;

/**
 * The contract as WeCom itself keeps it, so that the simulator stays honest. Not part of the build; by hand:
 *
 * <pre>{@code
 * SCRM_REAL_CORPS_FILE=corps.yaml SCRM_REAL_CORP_ID=ww... SCRM_REAL_USERID=... SCRM_REAL_EXTERNAL_USERID=wm... \
 * SCRM_REAL_CHAT_ID=wr... SCRM_REAL_STRATEGY_ID=1 ./mvnw -pl wecom verify -Dit.test=RealCorpContract
 * }</pre>
 */
class RealCorpContract extends WeComContract {
    private static Client client;

    @BeforeAll
    static void start() {
        client = Client.of("https://qyapi.weixin.qq.com")
                .with("SCRM_CORPS_FILE", setting("SCRM_REAL_CORPS_FILE"))
                .start();
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    @Override
    Caller caller() {
        return Caller.person(new CorpId(setting("SCRM_REAL_CORP_ID")));
    }

    @Override
    <T> T the(Class<T> capability) {
        return client.get(capability);
    }

    @Override
    UserId member() {
        return new UserId(setting("SCRM_REAL_USERID"));
    }

    @Override
    ExternalUserId contact() {
        return new ExternalUserId(setting("SCRM_REAL_EXTERNAL_USERID"));
    }

    @Override
    long strategyId() {
        return Long.parseLong(setting("SCRM_REAL_STRATEGY_ID"));
    }

    @Override
    ChatId groupChat() {
        return new ChatId(setting("SCRM_REAL_CHAT_ID"));
    }

    private static String setting(String name) {
        return Objects.requireNonNull(System.getenv(name), () -> "set " + name);
    }
}
