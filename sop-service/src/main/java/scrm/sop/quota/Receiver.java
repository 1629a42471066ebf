package scrm.sop.quota;

/**
 * Who gets something.
 *
 * @param id an external_userid, a chat_id or a userid
 */
public record Receiver(Kind kind, String id) {
    /** What may be counted. */
    public enum Kind {
        /** Gets group messages. */
        CONTACT,
        /** A group chat; gets group messages. */
        GROUP,
        /** Is asked to publish moments. */
        MEMBER
    }
}
