package scrm.channel.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.channel.ChannelServiceIT;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.SopEvent.LinkClicked;
import scrm.events.SopEvent.LinkOpened;
import scrm.events.SopEvent.LinkWanted;
import scrm.events.TaggingEvent.ContactErased;

class LinkIT extends ChannelServiceIT {
    private static final String PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) MicroMessenger/8.0.53";
    private static final String SPIDER = "Mozilla/5.0 (compatible; Baiduspider/2.0)";
    private static final String WHERE = "https://example.com/秋?a=1&b=%E4%B8%AD";
    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    @Autowired
    private JdbcClient jdbc;

    private String code;

    @Test
    void aLinkOfOneContactLeadsOnAndTellsWho() {
        wanted("wmLi");

        HttpResponse<String> answer = open(PHONE);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location"))
                .contains(URI.create(WHERE).toASCIIString());
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        soon().untilAsserted(() -> assertThat(published(LinkClicked.class))
                .singleElement()
                .satisfies(clicked -> {
                    assertThat(clicked.target()).isEqualTo("wmLi");
                    assertThat(clicked.linkId()).isEqualTo(code);
                    assertThat(clicked.url()).isEqualTo(WHERE);
                }));
    }

    @Test
    void aLinkOfManyLeadsOnAndTellsThatSomebodyOpenedItEachTime() {
        wanted(null);

        open(PHONE);
        open(PHONE);
        assertThat(open(SPIDER).statusCode()).as("programs are led on").isEqualTo(302);

        soon().untilAsserted(() -> assertThat(published(LinkOpened.class)).hasSize(2));
        assertThat(published(LinkClicked.class)).isEmpty();
    }

    @Test
    void aLinkOfAContactWhoWasErasedTellsNobodysName() {
        wanted("wmGone");
        publish(new ContactErased(
                EventId.derived("erased", corpId()),
                new CorpId(corpId()),
                WECOM.clock().instant(),
                new ExternalUserId("wmGone")));
        soon().untilAsserted(() -> assertThat(jdbc.sql(
                                "SELECT COUNT(*) FROM wrapped_link WHERE corp_id = :corpId AND external_userid IS NOT NULL")
                        .param("corpId", corpId())
                        .query(Integer.class)
                        .single())
                .isZero());

        assertThat(open(PHONE).statusCode()).isEqualTo(302);

        soon().untilAsserted(() -> assertThat(published(LinkOpened.class)).hasSize(1));
        assertThat(published(LinkClicked.class)).isEmpty();
    }

    @Test
    void aLinkThatNobodyWantedIsUnknown() {
        code = "zzzzzzzzzzzz";
        assertThat(open(PHONE).statusCode()).isEqualTo(404);
    }

    /** @param contact to whom it is said; null: to many */
    private void wanted(String contact) {
        code = EventId.derived("code", corpId()).value().substring(0, 12);
        publish(new LinkWanted(
                EventId.derived("wanted", corpId()),
                new CorpId(corpId()),
                WECOM.clock().instant(),
                contact == null ? code : contact,
                code,
                code,
                WHERE,
                contact != null));
        soon().untilAsserted(() -> assertThat(jdbc.sql("SELECT COUNT(*) FROM wrapped_link WHERE code = :code")
                        .param("code", code)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1));
    }

    private HttpResponse<String> open(String userAgent) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/" + code))
                .header("User-Agent", userAgent)
                .build();
        try {
            return BROWSER.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
