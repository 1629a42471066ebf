package scrm.channel.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScanPageTest {
    private static final URI PICTURE = URI.create("https://wework.qpic.cn/wwpic/1/0?a=1&b=2");

    @Test
    void thePictureIsTheOnlyThingFromElsewhere() {
        ScanPage page = ScanPage.of(PICTURE, Locale.SIMPLIFIED_CHINESE);

        assertThat(page.html())
                .contains("<img src=\"https://wework.qpic.cn/wwpic/1/0?a=1&amp;b=2\"", "<html lang=\"zh-CN\">")
                .contains("长按")
                .doesNotContain("<script");
        assertThat(page.contentSecurityPolicy())
                .contains("default-src 'none'", "frame-ancestors 'none'")
                .endsWith("; img-src https://wework.qpic.cn");
    }

    @Test
    void markupInAnAddressStaysText() {
        // As lenient a parser as there is: what comes from WeCom is not ours.
        ScanPage page = ScanPage.of(URI.create("https://wework.qpic.cn/'onerror='alert(1)&lt;"), Locale.ENGLISH);

        assertThat(page.html()).contains("src=\"https://wework.qpic.cn/'onerror='alert(1)&amp;lt;\"");
    }

    @Test
    void thePolicyAllowsExactlyThisStyle() throws Exception {
        ScanPage page = ScanPage.of(PICTURE, Locale.ENGLISH);
        String style = page.html()
                .substring(
                        page.html().indexOf("<style>") + "<style>".length(),
                        page.html().indexOf("</style>"));
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));

        assertThat(page.contentSecurityPolicy())
                .contains("style-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
    }

    @ParameterizedTest
    @EnumSource
    void everyAbsenceIsToldInBothLanguages(ScanPage.Absence absence) {
        String chinese = ScanPage.of(absence, Locale.SIMPLIFIED_CHINESE).html();
        String english = ScanPage.of(absence, Locale.ENGLISH).html();

        assertThat(chinese).containsPattern("<h1>\\p{IsHan}+</h1><p>\\p{IsHan}").doesNotContain("<img");
        assertThat(english).containsPattern("<h1>[A-Za-z ]+</h1><p>[A-Za-z ]+\\.</p>");
        assertThat(ScanPage.of(absence, Locale.ENGLISH).contentSecurityPolicy()).doesNotContain("img-src");
    }
}
