package scrm.tag.survey;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

import scrm.rest.PublicProperties;

/**
 * The end of a link to a survey: 144 random bits. Nobody finds one by trying, and none tells of another.
 *
 * <p>Random and kept as a hash, rather than signed: a signed token needs a key that every instance knows and that
 * cannot be changed without breaking the links that are out, and it would still need a row to be revoked by.
 *
 * @param value 24 characters of Base64 for URLs
 */
public record SurveyToken(String value) {
    private static final int BYTES = 18;
    private static final Pattern WRITTEN = Pattern.compile("[A-Za-z0-9_-]{24}");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new one. */
    public static SurveyToken random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new SurveyToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** What somebody wrote behind {@code /s/}; empty if no token looks like that. */
    public static Optional<SurveyToken> parse(String text) {
        return WRITTEN.matcher(text).matches() ? Optional.of(new SurveyToken(text)) : Optional.empty();
    }

    /** The link. */
    public URI link(PublicProperties pages) {
        return pages.page("/s/" + value);
    }

    /** What is kept of one that is personal. Without a salt, for there are too many tokens to hash them all. */
    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Not the token: it opens somebody's form. */
    @Override
    public String toString() {
        return "SurveyToken";
    }
}
