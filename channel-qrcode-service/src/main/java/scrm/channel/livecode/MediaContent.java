package scrm.channel.livecode;

import java.util.Locale;
import java.util.Optional;

/**
 * Bytes that go with a welcome.
 *
 * @param type what WeCom is to take them for
 * @param filename shown to contacts where it is a file
 * @param bytes the content
 */
@SuppressWarnings("ArrayRecordComponent") // read once and passed on; never compared, never changed
public record MediaContent(Type type, String filename, byte[] bytes) {
    /**
     * Kinds of media with WeCom's limits (document 90253); of files we take half as much, for they come inside JSON.
     */
    public enum Type {
        IMAGE(10 << 20),
        VIDEO(10 << 20),
        FILE(10 << 20);

        private final int mostBytes;

        Type(int mostBytes) {
            this.mostBytes = mostBytes;
        }

        int mostBytes() {
            return mostBytes;
        }
    }

    private static final int LEAST_BYTES = 6;

    /** What WeCom would refuse it for, as a code of field problems; empty if it would take it. */
    Optional<String> problem() {
        if (bytes.length < LEAST_BYTES) {
            return Optional.of("too_short");
        }
        if (bytes.length > type.mostBytes()) {
            return Optional.of("too_large");
        }
        boolean known = switch (type) {
            case IMAGE -> isPng() || isJpeg();
            case VIDEO -> filename.toLowerCase(Locale.ROOT).endsWith(".mp4");
            case FILE -> true;
        };
        return known ? Optional.empty() : Optional.of("media_type");
    }

    private boolean isPng() {
        return (bytes[0] & 0xFF) == 0x89 && bytes[1] == 'P' && bytes[2] == 'N' && bytes[3] == 'G';
    }

    private boolean isJpeg() {
        return (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xD8 && (bytes[2] & 0xFF) == 0xFF;
    }
}
