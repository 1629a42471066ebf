package scrm.sop.material;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.messaging.WorkQueue;
import scrm.rest.NotFound;

/** Puts a version of a material into words for contacts; asks nobody but our own tables. */
@Service
public class RenderMaterial {
    /** People seldom change what they are called. */
    static final Duration NAMES_LAST = Duration.ofDays(7);

    private final Materials materials;
    private final Facts facts;
    private final WorkQueue work;
    private final Clock clock;
    private final Cache<Version, Material.Content> versions =
            Caffeine.newBuilder().maximumSize(1000).build();

    RenderMaterial(Materials materials, Facts facts, WorkQueue work, Clock clock) {
        this.materials = materials;
        this.facts = facts;
        this.work = work;
        this.clock = clock;
    }

    /** Whether the corp has such a material. */
    public boolean exists(CorpId corpId, MaterialId id) {
        return materials.find(corpId, id).isPresent();
    }

    /** Its version that is to be sent from now on; whoever plans to send it writes this down. */
    public int currentVersion(CorpId corpId, MaterialId id) {
        return material(corpId, id).current();
    }

    /** Whether readers may read different things. */
    public boolean isPersonal(CorpId corpId, MaterialId id, int version) {
        return !content(corpId, id, version).variables().isEmpty();
    }

    /** Its text as somebody wrote it, with variables; null: attachments say it all. */
    public @Nullable String written(CorpId corpId, MaterialId id, int version) {
        VariableText text = content(corpId, id, version).text();
        return text == null ? null : text.template();
    }

    /** Whether anything is sent beside its text. */
    public boolean attaches(CorpId corpId, MaterialId id, int version) {
        return !content(corpId, id, version).attachments().isEmpty();
    }

    /** What each reader would read now. */
    public Map<Reader, Rendering> render(CorpId corpId, MaterialId id, int version, Collection<Reader> readers) {
        Material.Validity validity = material(corpId, id).validity(clock.instant());
        if (validity != Material.Validity.VALID) {
            Rendering refused = new Rendering.Refused(validity.name(), List.of());
            return readers.stream().distinct().collect(Collectors.toMap(reader -> reader, _ -> refused));
        }
        Material.Content content = content(corpId, id, version);
        Map<Reader, Map<String, String>> values = content.variables().isEmpty() ? Map.of() : facts.of(corpId, readers);
        return readers.stream()
                .distinct()
                .collect(Collectors.toMap(
                        reader -> reader, reader -> Rendering.of(content, values.getOrDefault(reader, Map.of()))));
    }

    /**
     * What everybody would read, with what stands in for variables.
     *
     * @param at when; null: whenever it may be said
     */
    public Rendering renderForEverybody(CorpId corpId, MaterialId id, int version, @Nullable Instant at) {
        Material.Validity validity =
                at == null ? Material.Validity.VALID : material(corpId, id).validity(at);
        return validity == Material.Validity.VALID
                ? Rendering.of(content(corpId, id, version), Map.of())
                : new Rendering.Refused(validity.name(), List.of());
    }

    /**
     * Has the names of contacts asked for, if this version uses them, so that they are there when it is sent. In the
     * running transaction; they are known within moments, and asked for again after {@link #NAMES_LAST}.
     */
    @Transactional
    public void prepare(CorpId corpId, MaterialId id, int version, Collection<ExternalUserId> contacts) {
        Instant now = clock.instant();
        notNamedSince(now.minus(NAMES_LAST), corpId, id, version, contacts)
                .forEach(contact -> work.submit(ContactNameWorker.request(corpId, contact, now)));
    }

    /** Those of the contacts whose name this version uses and WeCom has not told yet, nor that there is none. */
    public Set<ExternalUserId> awaited(CorpId corpId, MaterialId id, int version, Collection<ExternalUserId> contacts) {
        return notNamedSince(Instant.EPOCH, corpId, id, version, contacts);
    }

    private Set<ExternalUserId> notNamedSince(
            Instant since, CorpId corpId, MaterialId id, int version, Collection<ExternalUserId> contacts) {
        if (!callsByName(corpId, id, version)) {
            return Set.of();
        }
        Set<ExternalUserId> others = new HashSet<>(contacts);
        others.removeAll(facts.named(corpId, others, since));
        return others;
    }

    /** Whether it uses what a contact is called. */
    boolean callsByName(CorpId corpId, MaterialId id, int version) {
        Set<String> variables = content(corpId, id, version).variables();
        return variables.contains(VariableText.CONTACT_NAME) || variables.contains(VariableText.REMARK);
    }

    /** What a reader would read if its time had come. */
    Rendering preview(CorpId corpId, Material material, Reader reader) {
        return Rendering.of(
                material.content(), facts.of(corpId, List.of(reader)).getOrDefault(reader, Map.of()));
    }

    private Material material(CorpId corpId, MaterialId id) {
        return materials.find(corpId, id).orElseThrow(() -> NotFound.of("material"));
    }

    private Material.Content content(CorpId corpId, MaterialId id, int version) {
        return Objects.requireNonNull(versions.get(
                new Version(corpId, id, version),
                key -> materials
                        .content(key.corpId(), key.id(), key.version())
                        .orElseThrow(() -> NotFound.of("material-version"))));
    }

    /** Never changes. */
    private record Version(CorpId corpId, MaterialId id, int version) {}
}
