package scrm.channel.grouptemplate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.attachment.MediaContentId;
import scrm.events.CorpId;

/** Every corp's group welcome templates. */
interface GroupTemplates {
    /** Adds one that is to be made. */
    GroupTemplateId add(CorpId corpId, GroupTemplate.Draft draft, boolean notifyMembers, Instant now);

    Optional<GroupTemplate> find(CorpId corpId, GroupTemplateId id);

    /** As {@link #find}, and nobody else changes it until the transaction ends. */
    Optional<GroupTemplate> lock(CorpId corpId, GroupTemplateId id);

    /**
     * In the order in which they were made.
     *
     * @param status only these; null: all but deleted ones
     */
    List<GroupTemplate> list(
            CorpId corpId, GroupTemplate.@Nullable Status status, @Nullable GroupTemplateId after, int limit);

    /** Replaces what people decide about a locked one, and forgets its failure. */
    void edit(
            CorpId corpId,
            GroupTemplateId id,
            GroupTemplate.Draft draft,
            GroupTemplate.Status status,
            GroupTemplate.Sync sync,
            Instant now);

    /**
     * WeCom made it.
     *
     * @param mediaId under which it has the attachment's bytes
     */
    void made(CorpId corpId, GroupTemplateId id, String templateId, @Nullable String mediaId, Instant now);

    /**
     * WeCom did not make it, or nobody knows.
     *
     * @param as {@code FAILED} or {@code UNKNOWN}
     */
    void notMade(
            CorpId corpId, GroupTemplateId id, GroupTemplate.Status as, GroupTemplate.Failure failure, Instant now);

    /** WeCom took the edit of this version; a later edit is left alone. */
    void synced(CorpId corpId, GroupTemplateId id, int version, @Nullable String mediaId, Instant now);

    /** WeCom refused the edit of this version. */
    void notSynced(CorpId corpId, GroupTemplateId id, int version, GroupTemplate.Failure failure, Instant now);

    /**
     * Nothing of its corp passes until somebody has mended the corp's settings, and so this version waits; a later edit
     * is left alone, and so is all if that was known.
     *
     * @param why shown as its failure, until it has gone through
     */
    void waits(GroupTemplate template, GroupTemplate.Sync sync, GroupTemplate.Failure why, Instant now);

    /** Whether a template that is there or is to be made says something with these bytes. */
    boolean sends(CorpId corpId, MediaContentId contentId);

    /** Templates that WeCom has with these bytes under another media id. */
    List<GroupTemplateId> withOtherMedia(CorpId corpId, MediaContentId contentId, String mediaId);
}
