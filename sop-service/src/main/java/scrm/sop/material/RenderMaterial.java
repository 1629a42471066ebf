package scrm.sop.material;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
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
import scrm.sop.fact.TagNames;

/** Puts a version of a material into words for contacts; asks nobody but our own tables. */
@Service
public class RenderMaterial {
    /** People seldom change what they are called. */
    static final Duration NAMES_LAST = Duration.ofDays(7);

    private final Materials materials;
    private final Facts facts;
    private final TagNames tagNames;
    private final WorkQueue work;
    private final Clock clock;
    private final Cache<Version, Material.Content> versions =
            Caffeine.newBuilder().maximumSize(1000).build();

    RenderMaterial(Materials materials, Facts facts, TagNames tagNames, WorkQueue work, Clock clock) {
        this.materials = materials;
        this.facts = facts;
        this.tagNames = tagNames;
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

    /** Its text as somebody wrote it; null: attachments say it all. */
    public @Nullable VariableText written(CorpId corpId, MaterialId id, int version) {
        return content(corpId, id, version).text();
    }

    /** Whether anything is sent beside its text. */
    public boolean attaches(CorpId corpId, MaterialId id, int version) {
        return !content(corpId, id, version).attachments().isEmpty();
    }

    /** What each reader would read now; in the running transaction names of tags that are old are asked for. */
    @Transactional
    public Map<Reader, Rendering> render(CorpId corpId, MaterialId id, int version, Collection<Reader> readers) {
        Material.Validity validity = material(corpId, id).validity(clock.instant());
        if (validity != Material.Validity.VALID) {
            Rendering refused = new Rendering.Refused(validity.name(), List.of());
            return readers.stream().distinct().collect(Collectors.toMap(reader -> reader, _ -> refused));
        }
        Material.Content content = content(corpId, id, version);
        refreshTagNames(corpId, content);
        Map<Reader, Map<String, String>> values = values(corpId, content, readers);
        return readers.stream()
                .distinct()
                .collect(Collectors.toMap(
                        reader -> reader, reader -> Rendering.of(content, values.getOrDefault(reader, Map.of()))));
    }

    /** What is known of the readers, but for texts that ask for nothing. */
    private Map<Reader, Map<String, String>> values(
            CorpId corpId, Material.Content content, Collection<Reader> readers) {
        if (content.variables().isEmpty()) {
            return Map.of();
        }
        Map<Reader, Map<String, String>> known = facts.of(corpId, readers);
        Set<String> groups = VariableText.tagGroups(content.variables());
        if (groups.isEmpty()) {
            return known;
        }
        Map<ExternalUserId, Map<String, String>> tags = tagNames.of(
                corpId,
                readers.stream().map(Reader::contact).filter(Objects::nonNull).collect(Collectors.toSet()),
                groups);
        Map<Reader, Map<String, String>> values = new HashMap<>();
        known.forEach((reader, own) -> {
            Map<String, String> all = new HashMap<>(own);
            ExternalUserId contact = reader.contact();
            if (contact != null) {
                tags.getOrDefault(contact, Map.of()).forEach((group, name) -> all.put(VariableText.TAG + group, name));
            }
            values.put(reader, all);
        });
        return values;
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
     * Has the names of contacts asked for, if this version uses them, so that they are there when it is sent, and those
     * of tags. In the running transaction; they are known within moments, and asked for again after
     * {@link #NAMES_LAST}.
     */
    @Transactional
    public void prepare(CorpId corpId, MaterialId id, int version, Collection<ExternalUserId> contacts) {
        Instant now = clock.instant();
        notNamedSince(now.minus(NAMES_LAST), corpId, id, version, contacts)
                .forEach(contact -> work.submit(ContactNameWorker.request(corpId, contact, now)));
        refreshTagNames(corpId, content(corpId, id, version));
    }

    private void refreshTagNames(CorpId corpId, Material.Content content) {
        if (!VariableText.tagGroups(content.variables()).isEmpty()) {
            tagNames.refresh(corpId);
        }
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
                material.content(),
                values(corpId, material.content(), List.of(reader)).getOrDefault(reader, Map.of()));
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
