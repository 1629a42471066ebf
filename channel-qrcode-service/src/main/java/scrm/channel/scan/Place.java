package scrm.channel.scan;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a link stands, as the link itself says in {@code ?p=}: {@code door}, {@code 收银台}, {@code flyer-2}.
 *
 * @param name letters, digits, {@code _}, {@code .} and {@code -}, beginning with a letter or digit, 32 at most; empty:
 *     it does not say
 */
record Place(String name) {
    static final Place NONE = new Place("");

    /** Whatever came after a day had more places than a link can have in earnest. */
    static final Place FURTHER = new Place("*");

    private static final Pattern WRITTEN = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_.-]{0,31}");

    /** A visitor is not turned away for how a link is written: what is no place is none. */
    static Place of(@Nullable String written) {
        return written != null && WRITTEN.matcher(written).matches() ? new Place(written) : NONE;
    }
}
