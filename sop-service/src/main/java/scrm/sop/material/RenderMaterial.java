package scrm.sop.material;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
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

    /**
     * What each contact would read now.
     *
     * @param version as it was planned
     * @param userId in whose name it is said
     */
    public Map<ExternalUserId, Rendering> render(
            CorpId corpId, MaterialId id, int version, UserId userId, Collection<ExternalUserId> contacts) {
        Material.Validity validity = material(corpId, id).validity(clock.instant());
        Material.Content content = content(corpId, id, version);
        Map<ExternalUserId, Rendering> rendered = new LinkedHashMap<>();
        if (validity != Material.Validity.VALID) {
            contacts.forEach(contact -> rendered.put(contact, new Rendering.Refused(validity.name(), List.of())));
            return rendered;
        }
        Map<ExternalUserId, Map<String, String>> values =
                content.variables().isEmpty() ? Map.of() : facts.of(corpId, userId, contacts);
        for (ExternalUserId contact : contacts) {
            rendered.put(contact, Rendering.of(content, values.getOrDefault(contact, Map.of())));
        }
        return rendered;
    }

    /**
     * Has the names of contacts asked for, if this version uses them, so that they are there when it is sent. In the
     * running transaction; they are known within moments, and asked for again after {@link #NAMES_LAST}.
     */
    @Transactional
    public void prepare(CorpId corpId, MaterialId id, int version, Collection<ExternalUserId> contacts) {
        Set<String> variables = content(corpId, id, version).variables();
        if (!variables.contains(VariableText.CONTACT_NAME) && !variables.contains(VariableText.REMARK)) {
            return;
        }
        Instant now = clock.instant();
        Set<ExternalUserId> named = facts.named(corpId, contacts, now.minus(NAMES_LAST));
        contacts.stream()
                .filter(contact -> !named.contains(contact))
                .forEach(contact -> work.submit(ContactNameWorker.request(corpId, contact, now)));
    }

    /** What one contact would read, with values that somebody has just found out; these go before those we keep. */
    Rendering preview(Material material, Map<String, String> kept, Map<String, String> found) {
        Map<String, String> values = new HashMap<>(kept);
        values.putAll(found);
        return Rendering.of(material.content(), values);
    }

    private Material material(CorpId corpId, MaterialId id) {
        return materials.find(corpId, id).orElseThrow(() -> NotFound.of("material"));
    }

    private Material.Content content(CorpId corpId, MaterialId id, int version) {
        return materials.content(corpId, id, version).orElseThrow(() -> NotFound.of("material-version"));
    }
}
