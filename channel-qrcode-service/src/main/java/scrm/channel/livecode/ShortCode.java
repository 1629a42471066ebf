package scrm.channel.livecode;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

import scrm.rest.PublicProperties;

/**
 * The end of a live code's public short link: random, for nobody is to find the codes of others by trying, and of no
 * use for telling the {@code state}, with which contacts could be passed off as another channel's.
 *
 * @param value 12 letters and digits
 */
public record ShortCode(String value) {
    private static final Pattern WRITTEN = Pattern.compile("[A-Za-z0-9]{12}");

    /** What somebody wrote behind {@code /q/}; empty if no short code looks like that. */
    public static Optional<ShortCode> parse(String text) {
        return WRITTEN.matcher(text).matches() ? Optional.of(new ShortCode(text)) : Optional.empty();
    }

    /** The short link. */
    public URI link(PublicProperties pages) {
        return pages.page("/q/" + value);
    }

    @Override
    public String toString() {
        return value;
    }
}
