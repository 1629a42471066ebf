package scrm.events;

/** What all identifiers share: one opaque text, written as a bare string in JSON. */
public sealed interface Id
        permits ChatId, CorpId, EventId, ExternalUserId, LinkId, State, TagGroupId, TagId, UserId, WelcomeCode {
    /** The identifier as WeCom or we spell it. */
    String value();

    private static boolean isControl(int c) {
        return Character.isISOControl(c);
    }

    /**
     * Refuses what no identifier is.
     *
     * @throws IllegalArgumentException naming the type, never the value: it may be somebody's personal data
     */
    static void check(String type, String value, int maxLength) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(type + " must not be blank");
        }
        if (value.length() > maxLength) {
            throw new IllegalArgumentException(type + " must have at most " + maxLength + " characters");
        }
        if (value.chars().anyMatch(Id::isControl)) {
            throw new IllegalArgumentException(type + " must not have control characters");
        }
    }
}
