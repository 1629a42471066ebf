package scrm.gateway.doctor;

import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.wecom.Corp;
import scrm.wecom.Corps;
import scrm.wecom.callback.CallbackCodec;
import scrm.wecom.callback.CallbackKeys;
import scrm.wecom.callback.SealedCallback;

/** The public address, and each corp's callback URL below it, by the URL check that WeCom's console makes. */
final class CallbackCheck implements Check {
    private static final Set<String> OWN_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Corps corps;
    private final CallbackCodec codec;
    private final Clock clock;
    private final Http http;
    private final @Nullable String publicUrl;
    private final SecureRandom random = new SecureRandom();

    CallbackCheck(Corps corps, CallbackCodec codec, Clock clock, Http http, @Nullable String publicUrl) {
        this.corps = corps;
        this.codec = codec;
        this.clock = clock;
        this.http = http;
        this.publicUrl = publicUrl;
    }

    @Override
    public String name() {
        return "callback-url";
    }

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        URI base = address();
        findings.add(publicUrl(base));
        if (base != null) {
            corps.all().forEach(corp -> findings.add(callback(base, corp).of(corp.corpId())));
        }
        return findings;
    }

    private @Nullable URI address() {
        try {
            URI base = publicUrl == null ? null : URI.create(publicUrl.strip().replaceAll("/+$", ""));
            return base == null || base.getHost() == null ? null : base;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Finding publicUrl(@Nullable URI base) {
        if (base == null) {
            return Finding.fail("public-url", "no address");
        }
        String seen = base.getScheme() + "://" + base.getHost();
        if ("https".equals(base.getScheme())) {
            return Finding.ok("public-url", seen);
        }
        return OWN_MACHINE.contains(base.getHost())
                ? Finding.warn("public-url", seen)
                : Finding.fail("public-url", seen);
    }

    private Finding callback(URI base, Corp corp) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        String text = HexFormat.of().formatHex(bytes);
        SealedCallback sealed =
                codec.seal(CallbackKeys.of(corp), text, clock.instant().getEpochSecond(), text.substring(0, 10), bytes);
        URI address = URI.create("%s/wecom/callback/%s?msg_signature=%s&timestamp=%d&nonce=%s&echostr=%s"
                .formatted(
                        base,
                        URLEncoder.encode(corp.corpId().value(), StandardCharsets.UTF_8),
                        sealed.msgSignature(),
                        sealed.timestamp(),
                        sealed.nonce(),
                        URLEncoder.encode(sealed.encrypt(), StandardCharsets.UTF_8)));
        String url = base + "/wecom/callback/" + corp.corpId();
        try {
            HttpResponse<String> answer = http.ask("GET", address);
            return answer.statusCode() == 200 && answer.body().equals(text)
                    ? Finding.ok(name(), "answers")
                    : Finding.fail(name(), "status " + answer.statusCode() + ", not our answer", url);
        } catch (UncheckedIOException e) {
            return Finding.fail(
                    name(), String.valueOf(e.getCause()).replaceAll(":.*", "").replaceAll(".*\\.", ""), url);
        }
    }
}
