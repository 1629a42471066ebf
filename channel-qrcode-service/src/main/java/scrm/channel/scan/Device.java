package scrm.channel.scan;

import org.jspecify.annotations.Nullable;

/** What a link was opened with, as coarse as a report needs it. */
enum Device {
    IOS,
    ANDROID,
    DESKTOP,
    OTHER;

    /** @param userAgent header {@code User-Agent} */
    static Device of(@Nullable String userAgent) {
        if (userAgent == null) {
            return OTHER;
        }
        // Phones first: theirs name the desktop that they descend from as well ("like Mac OS X", "Linux").
        if (hasAny(userAgent, "iPhone", "iPad", "iPod")) {
            return IOS;
        }
        if (hasAny(userAgent, "Android")) {
            return ANDROID;
        }
        return hasAny(userAgent, "Windows NT", "Macintosh", "X11", "CrOS") ? DESKTOP : OTHER;
    }

    private static boolean hasAny(String userAgent, String... words) {
        for (String word : words) {
            if (userAgent.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
