package scrm.wecom.wxjava;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.simulator.Corp;
import scrm.simulator.WeComSimulator;
import scrm.wecom.Caller;

/** The contract as the simulator keeps it. */
class SimulatorContractIT extends WeComContract {
    private static final UserId ZHANG = new UserId("zhang");

    private static WeComSimulator wecom;
    private static Client client;
    private static ExternalUserId contact;
    private static ChatId groupChat;

    @BeforeAll
    static void start() {
        wecom = WeComSimulator.start();
        Corp corp = wecom.corp("ww1");
        corp.people().memberJoins("zhang", "张三");
        corp.people().memberJoins("wang", "王五");
        contact = new ExternalUserId(corp.people().memberAdds("zhang", "小李").externalUserId());
        groupChat = new ChatId(corp.people().memberCreatesGroup("zhang", "群", List.of("wang", contact.value())));
        client = Client.of(wecom).start();
    }

    @AfterAll
    static void stop() {
        client.close();
        wecom.close();
    }

    @Override
    Caller caller() {
        return Caller.person(new CorpId("ww1"));
    }

    @Override
    <T> T the(Class<T> capability) {
        return client.get(capability);
    }

    @Override
    UserId member() {
        return ZHANG;
    }

    @Override
    ExternalUserId contact() {
        return contact;
    }

    @Override
    long strategyId() {
        return 1;
    }

    @Override
    ChatId groupChat() {
        return groupChat;
    }
}
