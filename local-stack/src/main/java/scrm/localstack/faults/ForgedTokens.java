package scrm.localstack.faults;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import scrm.localstack.DevelopmentIssuer;

/** Whatever an issuer would not give out: headers {@code Authorization}, by what is wrong with them. */
final class ForgedTokens {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /** As many bytes as a signature by P-256 has. */
    private static final int SIGNATURE_BYTES = 64;

    private final ECKey key;
    private final String corpId;
    private final JWTClaimsSet good;
    private final JWSHeader header;

    /** @param scope enough for whatever is tried */
    ForgedTokens(DevelopmentIssuer issuer, String corpId, String scope) {
        this.key = issuer.key();
        this.corpId = corpId;
        this.good = issuer.claims(List.of(corpId), scope, HOUR);
        this.header =
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build();
    }

    /** Of these none is a token. */
    Map<String, String> invalid() {
        try {
            Map<String, String> all = new LinkedHashMap<>();
            all.putAll(notSigned());
            all.putAll(signedByOthers());
            all.putAll(signedForOthers());
            return all;
        } catch (JOSEException e) {
            throw new IllegalStateException("The JDK lacks an algorithm", e);
        }
    }

    /** Tokens of the issuer that open nothing in the corp. */
    Map<String, String> powerless() {
        try {
            Map<String, String> all = new LinkedHashMap<>();
            all.put("no corps", signed(claims -> claims.claim("corps", null)));
            all.put("empty corps", signed(claims -> claims.claim("corps", List.of())));
            all.put("another corp", signed(claims -> claims.claim("corps", List.of("wwanother"))));
            all.put("a beginning", signed(claims -> claims.claim("corps", List.of(corpId.substring(0, 6)))));
            all.put("a pattern", signed(claims -> claims.claim("corps", List.of("ww*", ".*", "%"))));
            all.put("corps as an object", signed(claims -> claims.claim("corps", Map.of(corpId, true))));
            all.put("other case", signed(claims -> claims.claim("corps", List.of(corpId.toUpperCase(Locale.ROOT)))));
            all.put("no scope", signed(claims -> claims.claim("scope", null)));
            all.put("empty scope", signed(claims -> claims.claim("scope", "")));
            all.put("scope of nothing", signed(claims -> claims.claim("scope", "* channels tags:* :read :write")));
            return all;
        } catch (JOSEException e) {
            throw new IllegalStateException("The JDK lacks an algorithm", e);
        }
    }

    private Map<String, String> notSigned() throws JOSEException {
        String token = bearer(header, good, new ECDSASigner(key));
        String claims = encoded(good.toString());
        String signature = token.substring(token.lastIndexOf('.') + 1);
        String first = token.substring(0, token.indexOf('.'));
        String others =
                encoded(with(claimsOf -> claimsOf.subject("somebody else")).toString());
        Map<String, String> all = new LinkedHashMap<>();
        for (String none : List.of("none", "None", "NONE", "nOnE")) {
            all.put("alg " + none, "Bearer " + encoded("{\"alg\":\"" + none + "\"}") + "." + claims + ".");
        }
        all.put("alg none, signed", "Bearer " + encoded("{\"alg\":\"none\"}") + "." + claims + "." + signature);
        all.put("no alg", "Bearer " + encoded("{\"kid\":\"" + key.getKeyID() + "\"}") + "." + claims + "." + signature);
        all.put("signature left out", token.substring(0, token.lastIndexOf('.') + 1));
        all.put("signature of zeros", first + "." + claims + "." + BASE64.encodeToString(new byte[SIGNATURE_BYTES]));
        all.put("signature cut", token.substring(0, token.length() - 4));
        all.put("claims changed", first + "." + others + "." + signature);
        all.put("no token", "Bearer ");
        all.put("no scheme", token.substring("Bearer ".length()));
        all.put("another scheme", "Basic " + BASE64.encodeToString("admin:admin".getBytes(StandardCharsets.UTF_8)));
        return all;
    }

    private Map<String, String> signedByOthers() throws JOSEException {
        Map<String, String> all = new LinkedHashMap<>();
        ECKey other = new ECKeyGenerator(Curve.P_256).keyID(key.getKeyID()).generate();
        ECDSASigner otherSigner = new ECDSASigner(other);
        JWSHeader hmac =
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.getKeyID()).build();
        // The public key in the shapes in which a library might hand it to HMAC.
        all.put(
                "HS256 with the key's JSON",
                bearer(hmac, good, mac(key.toPublicJWK().toJSONString())));
        byte[] der = key.toECPublicKey().getEncoded();
        all.put("HS256 with the key's DER", bearer(hmac, good, new MACSigner(der)));
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END PUBLIC KEY-----\n";
        all.put("HS256 with the key's PEM", bearer(hmac, good, mac(pem)));
        all.put(
                "RS256 with the right kid",
                bearer(
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .keyID(key.getKeyID())
                                .build(),
                        good,
                        new RSASSASigner(new RSAKeyGenerator(2048).generate())));
        all.put("another key with the right kid", bearer(header, good, otherSigner));
        all.put("unknown kid", bearer(es256().keyID("unknown").build(), good, otherSigner));
        all.put("unknown kid, right key", bearer(es256().keyID("unknown").build(), good, new ECDSASigner(key)));
        all.put("no kid, another key", bearer(es256().build(), good, otherSigner));
        all.put("a key of its own", bearer(es256().jwk(other.toPublicJWK()).build(), good, otherSigner));
        all.put(
                "a place for its key",
                bearer(
                        es256().keyID("own")
                                .jwkURL(URI.create("http://127.0.0.1:1/keys"))
                                .build(),
                        good,
                        otherSigner));
        return all;
    }

    private Map<String, String> signedForOthers() throws JOSEException {
        Instant now = good.getIssueTime().toInstant();
        Map<String, String> all = new LinkedHashMap<>();
        all.put("expired", signed(claims -> claims.expirationTime(Date.from(now.minus(HOUR)))));
        all.put("expired two minutes ago", signed(claims -> claims.expirationTime(Date.from(now.minusSeconds(120)))));
        all.put("no end", signed(claims -> claims.expirationTime(null)));
        all.put("not yet", signed(claims -> claims.notBeforeTime(Date.from(now.plus(HOUR)))));
        all.put("wrong aud", signed(claims -> claims.audience("another")));
        all.put("no aud", signed(claims -> claims.audience((String) null)));
        all.put("wrong iss", signed(claims -> claims.issuer("https://issuer.example")));
        all.put("iss and a slash", signed(claims -> claims.issuer(DevelopmentIssuer.ISSUER + "/")));
        all.put("no iss", signed(claims -> claims.issuer(null)));
        all.put(
                "another kind of token",
                bearer(
                        es256().keyID(key.getKeyID())
                                .type(new JOSEObjectType("logout+jwt"))
                                .build(),
                        good,
                        new ECDSASigner(key)));
        all.put(
                "critical and unknown",
                bearer(
                        es256().keyID(key.getKeyID())
                                .criticalParams(Set.of("scrm-unknown"))
                                .customParam("scrm-unknown", true)
                                .build(),
                        good,
                        new ECDSASigner(key)));
        return all;
    }

    private String signed(Consumer<JWTClaimsSet.Builder> change) throws JOSEException {
        return bearer(header, with(change), new ECDSASigner(key));
    }

    private JWTClaimsSet with(Consumer<JWTClaimsSet.Builder> change) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder(good);
        change.accept(claims);
        return claims.build();
    }

    private static JWSHeader.Builder es256() {
        return new JWSHeader.Builder(JWSAlgorithm.ES256);
    }

    private static JWSSigner mac(String secret) throws JOSEException {
        return new MACSigner(secret.getBytes(StandardCharsets.UTF_8));
    }

    private static String bearer(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) throws JOSEException {
        SignedJWT token = new SignedJWT(header, claims);
        token.sign(signer);
        return "Bearer " + token.serialize();
    }

    private static String encoded(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
