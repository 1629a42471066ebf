package scrm.channel.scan;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/**
 * What a visitor's phone shows: one small page without scripts, cookies or anything from elsewhere but WeCom's picture.
 *
 * @param html the page
 * @param contentSecurityPolicy lets a browser load no more than the page needs
 */
record ScanPage(String html, String contentSecurityPolicy) {
    private static final String STYLE = """
            body{margin:0;font:17px/1.6 -apple-system,"PingFang SC","Noto Sans CJK SC",sans-serif;color:#1f2329;\
            background:#f5f6f7}\
            main{box-sizing:border-box;min-height:100vh;padding:12vh 24px 24px;text-align:center}\
            img{width:min(70vw,320px);height:auto;padding:16px;border-radius:12px;background:#fff}\
            h1{font-size:20px;margin:24px 0 8px}p{margin:0;color:#646a73}""";

    private static final String POLICY = "default-src 'none'; style-src 'sha256-" + sha256(STYLE)
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** Why there is no code to show. */
    enum Absence {
        UNKNOWN("没有找到这个页面", "请检查链接是否完整。", "There is nothing here", "Please check that the link is complete."),
        GONE("该二维码已停用", "请向工作人员索取新的二维码。", "This code is no longer in use", "Please ask for a new one."),
        NOT_NOW("暂时无法显示二维码", "请稍后再试。", "The code cannot be shown right now", "Please try again in a moment.");

        private final String chineseTitle;
        private final String chineseText;
        private final String title;
        private final String text;

        Absence(String chineseTitle, String chineseText, String title, String text) {
            this.chineseTitle = chineseTitle;
            this.chineseText = chineseText;
            this.title = title;
            this.text = text;
        }
    }

    /** WeCom's QR code, to be pressed in WeChat or scanned off a screen. */
    static ScanPage of(URI picture, Locale language) {
        String title = in(language, "扫码添加", "Scan to connect");
        String image = "<img src=\"%s\" alt=\"%s\" width=\"320\" height=\"320\">"
                .formatted(escaped(picture.toString()), in(language, "二维码", "QR code"));
        String text = in(language, "长按识别图中的二维码，或用微信扫一扫", "Press and hold the code, or scan it with WeChat");
        return new ScanPage(html(language, title, image, text), POLICY + "; img-src " + origin(picture));
    }

    static ScanPage of(Absence absence, Locale language) {
        return new ScanPage(
                html(
                        language,
                        in(language, absence.chineseTitle, absence.title),
                        "",
                        in(language, absence.chineseText, absence.text)),
                POLICY);
    }

    private static String html(Locale language, String title, String image, String text) {
        return """
                <!DOCTYPE html>
                <html lang="%s">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="robots" content="noindex, nofollow">
                <title>%s</title>
                <style>%s</style>
                </head>
                <body><main>%s<h1>%s</h1><p>%s</p></main></body>
                </html>
                """.formatted(language.toLanguageTag(), title, STYLE, image, title, text);
    }

    private static String in(Locale language, String chinese, String english) {
        return language.getLanguage().equals(Locale.CHINESE.getLanguage()) ? chinese : english;
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
