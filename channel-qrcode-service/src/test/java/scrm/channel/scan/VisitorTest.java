package scrm.channel.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisitorTest {
    private static final String PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.53 NetType/WIFI Language/zh_CN";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            IOS     | Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0.53
            IOS     | Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1
            ANDROID | Mozilla/5.0 (Linux; Android 14; 23127PN0CC Build/UKQ1; wv) XWEB/1160117 MicroMessenger/8.0.53
            ANDROID | Mozilla/5.0 (Linux; Android 12; HarmonyOS; ALN-AL00) AppleWebKit/537.36 HuaweiBrowser/15.0
            ANDROID | Mozilla/5.0 (Linux; Android 11; CUBOT KINGKONG 5) AppleWebKit/537.36 Chrome/96.0 Mobile Safari/537.36
            DESKTOP | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 WindowsWechat(0x63090c0f) XWEB/11275
            DESKTOP | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Safari/605.1.15
            DESKTOP | Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0
            OTHER   | Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 Chrome/114.0 Safari/537.36 ArkWeb/4.1
            OTHER   | Mozilla/5.0 (SMART-TV; Tizen 7.0) AppleWebKit/537.36
            """)
    void peopleAreCountedByWhatTheyHold(Device device, String userAgent) {
        assertThat(visitor("GET", Map.of("User-Agent", userAgent))).isEqualTo(new Visitor(device, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
                "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X) Chrome/131.0 Mobile (compatible; bingbot/2.0)",
                "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
                "Sogou web spider/4.0(+http://www.sogou.com/docs/help/webmasters.htm#07)",
                "Mozilla/5.0 (compatible; Bytespider; spider-feedback@bytedance.com)",
                "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
                "TelegramBot (like TwitterBot)",
                "DingTalkBot-LinkService/1.0 (+https://open-doc.dingtalk.com)",
                "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
                "WhatsApp/2.23.20.0",
                "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/131.0 Safari/537.36",
                "curl/8.5.0",
                "Wget/1.21.4",
                "python-requests/2.32.3",
                "Go-http-client/2.0",
                "Apache-HttpClient/5.4 (Java/21)",
                "Java-http-client/25",
                "okhttp/4.12.0",
                " "
            })
    void programsAreNobody(String userAgent) {
        assertThat(visitor("GET", Map.of("User-Agent", userAgent)).person()).isFalse();
    }

    @Test
    void whoeverDoesNotSayIsNobody() {
        assertThat(visitor("GET", Map.of())).isEqualTo(new Visitor(Device.OTHER, false));
    }

    @Test
    void whatABrowserLoadsAheadIsNotOpenedYet() {
        assertThat(visitor("GET", Map.of("User-Agent", PHONE)).person()).isTrue();
        assertThat(visitor("HEAD", Map.of("User-Agent", PHONE)).person()).isFalse();
        assertThat(visitor("GET", Map.of("User-Agent", PHONE, "Sec-Purpose", "prefetch;prerender"))
                        .person())
                .isFalse();
        assertThat(visitor("GET", Map.of("User-Agent", PHONE, "Purpose", "prefetch"))
                        .person())
                .isFalse();
    }

    private static Visitor visitor(String method, Map<String, String> headers) {
        return Visitor.of(method, headers::get);
    }
}
