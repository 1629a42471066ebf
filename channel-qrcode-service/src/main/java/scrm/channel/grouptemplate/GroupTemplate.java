package scrm.channel.grouptemplate;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.attachment.KeptAttachment;
import scrm.attachment.MediaContentId;
import scrm.events.CorpId;

/**
 * A welcome for groups (入群欢迎语) over a template of WeCom's (document 92366), which members attach to their groups in the
 * client.
 *
 * @param id its id
 * @param corpId its corp
 * @param draft what people decide about it
 * @param notifyMembers whether WeCom tells members that there is a new one; decided once
 * @param status how far it has come
 * @param sync whether WeCom has the latest edit
 * @param templateId WeCom's handle, once it is made
 * @param failure why it was not made, or why WeCom refused the latest edit; while either is still to come, what it
 *     waits for
 * @param version counts edits
 * @param createdAt when it was asked for
 * @param updatedAt when it was last edited
 */
record GroupTemplate(
        GroupTemplateId id,
        CorpId corpId,
        Draft draft,
        boolean notifyMembers,
        Status status,
        Sync sync,
        @Nullable String templateId,
        @Nullable Failure failure,
        int version,
        Instant createdAt,
        Instant updatedAt) {
    /** How far it has come. */
    enum Status {
        /** WeCom is being asked to make it, or will be once the corp's settings are mended. */
        CREATING,
        /** Members can attach it. */
        ACTIVE,
        /** WeCom refused; an edit or a retry tries again. */
        FAILED,
        /** WeCom's answer was lost, and it has no list to look in: a person decides whether to try again. */
        UNKNOWN,
        /** Taken down. */
        DELETED
    }

    /** Whether WeCom has the latest edit. */
    enum Sync {
        IN_SYNC,
        PENDING,
        FAILED
    }

    /**
     * What people decide about it.
     *
     * @param name for people
     * @param text 3000 bytes of UTF-8 at most; {@code %NICKNAME%} stands for the new member; null if the attachment
     *     says it all
     * @param attachment absent: none
     */
    record Draft(
            String name, @Nullable String text, @Nullable KeptAttachment attachment) {
        /** The bytes that must be at WeCom for it. */
        Optional<MediaContentId> content() {
            return Optional.ofNullable(attachment).flatMap(KeptAttachment::content);
        }
    }

    /**
     * WeCom's refusal, or that there was no answer.
     *
     * @param errcode WeCom's code, 0 if it gave none
     */
    record Failure(String reason, int errcode) {}
}
