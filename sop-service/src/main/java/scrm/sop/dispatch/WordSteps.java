package scrm.sop.dispatch;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

import scrm.attachment.KeptAttachment;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.sop.content.KeepContent;
import scrm.sop.content.MaterialWording;
import scrm.sop.content.MessageContent;
import scrm.sop.definition.Action.Ask;
import scrm.sop.dispatch.StepKind.Ready;
import scrm.sop.due.DueStep;
import scrm.sop.due.DueStepId;
import scrm.sop.due.PutOffSteps;
import scrm.sop.due.PutOffSteps.PutOff;
import scrm.sop.due.SettleSteps;
import scrm.sop.material.Reader;
import scrm.sop.material.RenderMaterial;
import scrm.sop.material.Rendering;

/**
 * Puts materials into words for those who are about to read them, a few queries for each material of a batch. What
 * cannot be said to somebody is skipped with the reason.
 */
@Service
class WordSteps {
    /** A name that WeCom has not told for so long is not waited for any more. */
    static final Duration PATIENCE = Duration.ofHours(1);

    private static final Duration A_MOMENT = Duration.ofSeconds(5);

    private final RenderMaterial materials;
    private final PutOffSteps putOffSteps;
    private final SettleSteps settleSteps;

    WordSteps(RenderMaterial materials, PutOffSteps putOffSteps, SettleSteps settleSteps) {
        this.materials = materials;
        this.putOffSteps = putOffSteps;
        this.settleSteps = settleSteps;
    }

    private record Said(CorpId corpId, MaterialWording material) {}

    /**
     * The same steps with what they say in words, but those that are skipped or wait for a name. What only one contact
     * of a batch reads of a material that says something else to each is its own, and so are its links.
     */
    List<Ready> word(List<Ready> ready, Instant now) {
        List<Ready> worded = new ArrayList<>();
        Map<Said, List<Ready>> said = new LinkedHashMap<>();
        for (Ready each : ready) {
            if (each.action().wordings().stream().findFirst().orElse(null) instanceof MaterialWording material) {
                said.computeIfAbsent(new Said(each.step().corpId(), material), _ -> new ArrayList<>())
                        .add(each);
            } else {
                worded.add(each);
            }
        }
        said.forEach((material, some) -> worded.addAll(word(material, some, now)));
        return worded;
    }

    private List<Ready> word(Said said, List<Ready> some, Instant now) {
        List<Ready> known = putOffUntilNamed(said, some, now);
        Map<Reader, Rendering> renderings = materials.render(
                said.corpId(),
                said.material().materialId(),
                said.material().decidedVersion(),
                known.stream().map(WordSteps::reader).toList());
        List<Ready> worded = new ArrayList<>();
        Map<String, List<DueStep>> refused = new LinkedHashMap<>();
        for (Ready each : known) {
            switch (rendering(each, renderings)) {
                case Rendering.Ready words ->
                    worded.add(new Ready(
                            each.step(),
                            each.way(),
                            each.variant(),
                            each.action().saying(_ -> MessageContent.of(words))));
                case Rendering.Refused no ->
                    refused.computeIfAbsent(no.reason(), _ -> new ArrayList<>()).add(each.step());
            }
        }
        refused.forEach((reason, steps) -> settleSteps.skipped(steps, reason));
        return worded;
    }

    /** An app message to the member takes less than a message to the contact. */
    private static Rendering rendering(Ready each, Map<Reader, Rendering> renderings) {
        Rendering rendering = Objects.requireNonNull(renderings.get(reader(each)));
        boolean tooLong = each.action() instanceof Ask
                && rendering instanceof Rendering.Ready(String text, List<KeptAttachment> _)
                && Objects.requireNonNull(text).getBytes(StandardCharsets.UTF_8).length > KeepContent.MAX_TASK_BYTES;
        return tooLong ? new Rendering.Refused("TEXT_TOO_LONG", List.of()) : rendering;
    }

    /** Returns those that need not wait. */
    private List<Ready> putOffUntilNamed(Said said, List<Ready> some, Instant now) {
        int version = said.material().decidedVersion();
        Set<ExternalUserId> unnamed = materials.awaited(
                said.corpId(),
                said.material().materialId(),
                version,
                some.stream()
                        .map(each -> each.step().target().contact())
                        .filter(Objects::nonNull)
                        .collect(Collectors.toUnmodifiableSet()));
        if (unnamed.isEmpty()) {
            return some;
        }
        Map<DueStepId, Instant> wantedAt =
                putOffSteps.wantedAt(some.stream().map(each -> each.step().id()).toList());
        List<Ready> known = new ArrayList<>();
        List<PutOff> putOff = new ArrayList<>();
        Set<ExternalUserId> asked = new HashSet<>();
        for (Ready each : some) {
            DueStep step = each.step();
            ExternalUserId contact = step.target().contact();
            Instant wanted = wantedAt.get(step.id());
            if (contact == null
                    || !unnamed.contains(contact)
                    || (wanted != null && wanted.plus(PATIENCE).isBefore(now))) {
                known.add(each);
                continue;
            }
            if (wanted == null) {
                asked.add(contact);
            }
            putOff.add(new PutOff(step.id(), now.plus(A_MOMENT), "NAME_ASKED"));
        }
        materials.prepare(said.corpId(), said.material().materialId(), version, asked);
        putOffSteps.putOff(putOff);
        return known;
    }

    private static Reader reader(Ready each) {
        return new Reader(each.step().userId(), each.step().target().contact());
    }
}
