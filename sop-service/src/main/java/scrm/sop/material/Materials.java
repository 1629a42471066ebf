package scrm.sop.material;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;

/** Every corp's materials. */
interface Materials {
    /** Empty if another one has the name. */
    Optional<MaterialId> add(CorpId corpId, Material.Definition definition, Instant now);

    Optional<Material> find(CorpId corpId, MaterialId id);

    /** In the order of their ids. */
    List<Material> list(CorpId corpId, Filter filter, @Nullable MaterialId after, int limit);

    /**
     * Replaces it, if it is as it was read; a content that differs becomes a version of its own.
     *
     * @return false if somebody else was faster
     * @throws org.springframework.dao.DuplicateKeyException if another one has the name
     */
    boolean edit(CorpId corpId, Material material, Material.Definition definition, Instant now);

    /** The newest first. */
    List<Version> versions(CorpId corpId, MaterialId id);

    /** What a version says. */
    Optional<Material.Content> content(CorpId corpId, MaterialId id, int version);

    /** One version. */
    record Version(int version, Material.Content content, Instant createdAt) {}

    /**
     * What a list is narrowed by; null leaves it wide.
     *
     * @param text part of the name or of what it says
     */
    record Filter(
            @Nullable String folder,
            @Nullable String tag,
            @Nullable String text) {}
}
