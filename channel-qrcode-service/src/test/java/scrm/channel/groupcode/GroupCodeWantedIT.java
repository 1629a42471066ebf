package scrm.channel.groupcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import scrm.channel.ChannelServiceIT;
import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.GroupCodeEvent.GroupCodeOpened;
import scrm.events.GroupCodeEvent.GroupCodeRefused;
import scrm.events.GroupCodeEvent.GroupCodeWanted;

class GroupCodeWantedIT extends ChannelServiceIT {
    @Test
    void aCodeThatIsWantedIsOpenedOnceAndToldWithItsState() {
        corp.people().memberJoins("owner", "群主");
        String there = corp.people().memberCreatesGroup("owner", "一群", List.of());
        GroupCodeWanted wanted = wanted(channel("门店"), there);

        publish(wanted);
        publish(wanted);

        soon().untilAsserted(() -> assertThat(published(GroupCodeOpened.class)).hasSize(1));
        GroupCodeOpened opened = published(GroupCodeOpened.class).getFirst();
        String path = "/live-codes/" + opened.liveCodeId();
        soon().untilAsserted(() ->
                assertThat(get(path).json().path("status").asString()).isEqualTo("ACTIVE"));
        JsonNode code = get(path).json();
        assertThat(opened.charterId()).isEqualTo("12");
        assertThat(code.path("state").asString()).isEqualTo(opened.state().value());
        assertThat(code.path("kind").asString()).isEqualTo("GROUP");
        assertThat(code.at("/groups/autoCreate").asBoolean()).isTrue();
        assertThat(code.at("/groups/softCap").asInt()).isEqualTo(150);
        assertThat(code.at("/groups/roomBaseName").asString()).isEqualTo("福利二群");
        assertThat(calls("externalcontact/groupchat/add_join_way")).hasSize(1);
        assertThat(all("/live-codes")).hasSize(1);
    }

    @Test
    void aChannelThatIsGoneOrArchivedIsTold() {
        String archived = channel("旧店");
        post("/channels/" + archived + "/archive", Map.of());

        publish(wanted(archived, "wrA"));
        publish(wanted("999999999", "wrA"));

        soon().untilAsserted(() -> assertThat(published(GroupCodeRefused.class))
                .extracting(GroupCodeRefused::reason)
                .containsExactlyInAnyOrder("channel_archived", "channel_not_found"));
        assertThat(all("/live-codes")).isEmpty();
    }

    private GroupCodeWanted wanted(String channelId, String chatId) {
        return new GroupCodeWanted(
                EventId.derived("wanted", corpId(), channelId),
                new CorpId(corpId()),
                WECOM.clock().instant(),
                "12",
                channelId,
                "福利二群",
                List.of(new ChatId(chatId)),
                150,
                "福利二群");
    }
}
