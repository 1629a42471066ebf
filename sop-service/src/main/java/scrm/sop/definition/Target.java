package scrm.sop.definition;

import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;

/**
 * Whom a plan takes: a contact, a group chat or a member.
 *
 * @param kind which of these
 * @param id an external_userid, a chat_id or a userid
 */
public record Target(Kind kind, String id) {
    /** What plans are for. */
    public enum Kind {
        CONTACT,
        GROUP,
        MEMBER
    }

    public static Target of(ExternalUserId externalUserId) {
        return new Target(Kind.CONTACT, externalUserId.value());
    }

    public static Target of(ChatId chatId) {
        return new Target(Kind.GROUP, chatId.value());
    }

    public static Target of(UserId userId) {
        return new Target(Kind.MEMBER, userId.value());
    }

    /** What is asked for by at most one of these; null if by none. */
    public static @Nullable Target given(@Nullable ExternalUserId externalUserId, @Nullable ChatId chatId) {
        if (externalUserId != null) {
            return of(externalUserId);
        }
        return chatId == null ? null : of(chatId);
    }

    /** The contact, if it is one. */
    public @Nullable ExternalUserId contact() {
        return kind == Kind.CONTACT ? new ExternalUserId(id) : null;
    }

    /** The group chat, if it is one. */
    public @Nullable ChatId group() {
        return kind == Kind.GROUP ? new ChatId(id) : null;
    }

    /** The contact that it must be. */
    public ExternalUserId externalUserId() {
        if (kind != Kind.CONTACT) {
            throw new IllegalStateException("a " + kind + " is no contact");
        }
        return new ExternalUserId(id);
    }
}
