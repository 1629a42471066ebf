package scrm.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClientResponseException;
import tools.jackson.databind.json.JsonMapper;

import scrm.client.ApiClient;
import scrm.client.channel.ChannelApi;
import scrm.client.channel.model.ChannelRequest;
import scrm.client.channel.model.ChannelView;
import scrm.client.channel.model.Problem;
import scrm.client.channel.model.SliceChannelView;
import scrm.client.group.GroupChatApi;
import scrm.client.sop.MaterialApi;
import scrm.client.sop.PlanApi;
import scrm.client.sop.model.MaterialRequest;
import scrm.client.sop.model.MaterialView;
import scrm.client.tag.ContactApi;
import scrm.client.tag.TagGroupApi;
import scrm.localstack.Progress;
import scrm.localstack.StackClient;

/** What a program does that reaches us by the generated client, in a corp where nobody else is. */
final class ClientStory {
    private static final int CHANNELS = 3;

    private final DemoCorp people;
    private final ApiClient client;
    private final String corp;
    private final ChannelApi channels;

    ClientStory(StackClient stack, Progress progress) {
        this.corp = "wwclient" + Long.toString(Clock.systemUTC().millis(), 36);
        stack.addCorp(corp, "程序", false);
        this.people = new DemoCorp(stack, progress, corp);
        this.client = new ApiClient().setBasePath(stack.gateway().toString());
        client.setBearerToken(stack.token(corp));
        this.channels = new ChannelApi(client);
    }

    void play() {
        people.awaitServices();
        ChannelView channel = itWritesOnce();
        itEditsWhatItRead(channel);
        itReadsListsPageByPage();
        itIsToldWhatIsWrong();
        itReachesEveryService();
    }

    private ChannelView itWritesOnce() {
        ChannelRequest request = new ChannelRequest().name("官网").note("由程序创建");
        ChannelView first = channels.create(corp, request, "client-story");
        assertThat(first.getName()).isEqualTo("官网");
        assertThat(channels.create(corp, request, "client-story")).isEqualTo(first);
        return first;
    }

    private void itEditsWhatItRead(ChannelView channel) {
        ResponseEntity<ChannelView> read = channels.getWithHttpInfo(corp, channel.getId());
        String etag = read.getHeaders().getETag();
        ChannelRequest better = new ChannelRequest().name("官网首页");
        assertThat(channels.edit(corp, channel.getId(), etag, better).getName()).isEqualTo("官网首页");
        assertThat(problem(() -> channels.edit(corp, channel.getId(), etag, better))
                        .getStatus())
                .isEqualTo(412);
    }

    private void itReadsListsPageByPage() {
        for (int i = 1; i < CHANNELS; i++) {
            channels.create(corp, new ChannelRequest().name("门店" + i), null);
        }
        Set<String> names = new TreeSet<>();
        String cursor = null;
        do {
            SliceChannelView page = channels.callList(
                    new ChannelApi.CallListRequest().corpId(corp).limit(1).cursor(cursor));
            page.getItems().forEach(channel -> names.add(channel.getName()));
            cursor = page.getNext();
        } while (cursor != null);
        assertThat(names).hasSize(CHANNELS);
    }

    private void itIsToldWhatIsWrong() {
        Problem problem = problem(() -> channels.create(corp, new ChannelRequest().name("字".repeat(51)), null));
        assertThat(problem.getStatus()).isEqualTo(400);
        assertThat(problem.getErrors()).extracting(error -> error.getField()).containsExactly("name");
        assertThat(problem(() -> new ChannelApi(client).get("ww-of-others", "1"))
                        .getStatus())
                .isEqualTo(403);
    }

    private void itReachesEveryService() {
        assertThat(new TagGroupApi(client)
                        .callList(new TagGroupApi.CallListRequest().corpId(corp))
                        .getItems())
                .isEmpty();
        assertThat(new ContactApi(client)
                        .callList(new ContactApi.CallListRequest().corpId(corp).count("exact"))
                        .getTotal())
                .isZero();
        assertThat(new GroupChatApi(client)
                        .callList(new GroupChatApi.CallListRequest().corpId(corp))
                        .getItems())
                .isEmpty();
        MaterialView material = new MaterialApi(client)
                .add(corp, new MaterialRequest().name("问候").text("早上好").tags(List.of("早安")), null);
        assertThat(new MaterialApi(client).get(corp, material.getId()).getTags())
                .containsExactly("早安");
        assertThat(new PlanApi(client)
                        .callList(new PlanApi.CallListRequest().corpId(corp))
                        .getItems())
                .isEmpty();
    }

    private static Problem problem(Callable<?> call) {
        RestClientResponseException refused =
                catchThrowableOfType(RestClientResponseException.class, () -> call.call());
        return JsonMapper.builder().build().readValue(refused.getResponseBodyAsByteArray(), Problem.class);
    }
}
