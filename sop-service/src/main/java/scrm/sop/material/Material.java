package scrm.sop.material;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

import scrm.attachment.KeptAttachment;
import scrm.attachment.MediaContentId;

/**
 * Something to say, kept to be said again.
 *
 * @param id its id
 * @param name unique in the corp
 * @param folder where people look for it; empty: nowhere in particular
 * @param tags what it is about
 * @param current the newest version of its content, from 1
 * @param content what that version says
 * @param validFrom before this it is not sent; null: always was
 * @param validUntil from this on it is not sent; null: for good
 * @param version counts edits
 * @param updatedAt the last of them
 */
record Material(
        MaterialId id,
        String name,
        String folder,
        Set<String> tags,
        int current,
        Content content,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
        int version,
        Instant updatedAt) {
    Material {
        tags = Set.copyOf(tags);
    }

    /** Whether it may be sent at a time. */
    Validity validity(Instant at) {
        if (validFrom != null && at.isBefore(validFrom)) {
            return Validity.NOT_YET_VALID;
        }
        return validUntil != null && !at.isBefore(validUntil) ? Validity.EXPIRED : Validity.VALID;
    }

    /** Whether it may be sent. */
    enum Validity {
        VALID,
        NOT_YET_VALID,
        EXPIRED
    }

    /**
     * What it says.
     *
     * @param text with variables; null: attachments say it all
     * @param attachments in the order in which they are sent
     */
    record Content(@Nullable VariableText text, List<KeptAttachment> attachments) {
        Content {
            attachments = List.copyOf(attachments);
        }

        /** The bytes that WeCom must have before it can be sent. */
        Set<MediaContentId> media() {
            return attachments.stream()
                    .flatMap(attachment -> attachment.content().stream())
                    .collect(Collectors.toUnmodifiableSet());
        }

        /** Names of the variables that must have a value. */
        Set<String> variables() {
            return text == null ? Set.of() : new TreeSet<>(text.variables());
        }
    }

    /** What is kept of an edit. */
    record Definition(
            String name,
            String folder,
            Set<String> tags,
            Content content,
            @Nullable Instant validFrom,
            @Nullable Instant validUntil) {
        Definition {
            tags = Set.copyOf(tags);
        }
    }
}
