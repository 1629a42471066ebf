package scrm.attachment;

import java.util.Locale;
import java.util.Optional;

import scrm.wecom.Media;

/**
 * Bytes that go with what is said.
 *
 * @param type what WeCom is to take them for: {@code IMAGE}, {@code VIDEO} or {@code FILE}
 * @param filename shown to contacts where it is a file
 * @param bytes the content
 */
@SuppressWarnings("ArrayRecordComponent") // read once and passed on; never compared, never changed
public record MediaContent(Media.Type type, String filename, byte[] bytes) {
    /**
     * WeCom's limits are 10 MB for images and videos (document 90253); of files we take half as much as WeCom, for they
     * come inside JSON.
     */
    static final int MAX_BYTES = 10 << 20;

    static final int MIN_BYTES = 6;

    /** What WeCom would refuse it for, as a code of field problems; empty if it would take it. */
    Optional<String> problem() {
        if (bytes.length < MIN_BYTES) {
            return Optional.of("too_short");
        }
        if (bytes.length > MAX_BYTES) {
            return Optional.of("too_large");
        }
        boolean known = switch (type) {
            case IMAGE -> isPng() || isJpeg();
            case VIDEO -> filename.toLowerCase(Locale.ROOT).endsWith(".mp4");
            case FILE -> true;
            case VOICE -> false;
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
