package scrm.sop.campaign;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.sop.campaign.Campaigns.Assignment;
import scrm.sop.campaign.Campaigns.State;
import scrm.sop.content.ChatType;
import scrm.sop.content.MaterialWording;
import scrm.sop.content.MessageContent;
import scrm.sop.content.Wording;
import scrm.sop.link.LinkOrigin;
import scrm.sop.link.WrapLinks;
import scrm.sop.material.KeepUploaded;
import scrm.sop.material.LearnNames;
import scrm.sop.material.Reader;
import scrm.sop.material.RenderMaterial;
import scrm.sop.material.Rendering;

/** Puts what a campaign says into words for its receivers. */
@Service
class WordCampaign {
    /** A name that WeCom has not told so long after the campaign's time is not waited for any more. */
    static final Duration PATIENCE = Duration.ofHours(1);

    private static final int MOST_PERSONAL = 500;

    private final RenderMaterial materials;
    private final LearnNames learnNames;
    private final KeepUploaded keepUploaded;
    private final WrapLinks wrapLinks;
    private final Clock clock;

    WordCampaign(
            RenderMaterial materials,
            LearnNames learnNames,
            KeepUploaded keepUploaded,
            WrapLinks wrapLinks,
            Clock clock) {
        this.materials = materials;
        this.learnNames = learnNames;
        this.keepUploaded = keepUploaded;
        this.wrapLinks = wrapLinks;
        this.clock = clock;
    }

    /**
     * What some receivers of one sender read.
     *
     * @param said who reads what
     * @param leftOut to whom it cannot be said
     * @param awaited whose names WeCom has been asked for
     */
    record Worded(Map<MessageContent, List<String>> said, Map<State, List<String>> leftOut, Set<String> awaited) {}

    /** It goes out at that time, with what WeCom must have by then. */
    void prepare(CorpId corpId, Variants variants, Instant sendAt) {
        for (Variants.Variant variant : variants.variants()) {
            if (variant.content() instanceof MaterialWording material) {
                keepUploaded.forSending(corpId, material.materialId(), material.decidedVersion(), List.of(sendAt));
            }
        }
    }

    /** These are about to get it: has their names asked for where it calls them by their names. */
    void prepare(Campaign campaign, Collection<Assignment> assignments) {
        if (campaign.chatType() == ChatType.GROUP) {
            return;
        }
        Map<MaterialWording, List<ExternalUserId>> called = new LinkedHashMap<>();
        for (Assignment each : assignments) {
            if (each.state() == State.ASSIGNED
                    && campaign.variants().content(each.variant()) instanceof MaterialWording material) {
                called.computeIfAbsent(material, _ -> new ArrayList<>()).add(new ExternalUserId(each.receiver()));
            }
        }
        called.forEach((material, contacts) ->
                materials.prepare(campaign.corpId(), material.materialId(), material.decidedVersion(), contacts));
    }

    /** The same for a few for whom somebody waits; in no transaction. */
    void learnNames(Campaign campaign, List<String> receivers) {
        if (campaign.chatType() == ChatType.GROUP) {
            return;
        }
        for (Variants.Variant variant : campaign.variants().variants()) {
            if (variant.content() instanceof MaterialWording material) {
                receivers.forEach(receiver -> learnNames.learn(
                        campaign.corpId(),
                        material.materialId(),
                        material.decidedVersion(),
                        new ExternalUserId(receiver)));
            }
        }
    }

    /** How many receivers are put into words in one transaction: fewer where each may read something else. */
    int most(Campaign campaign) {
        boolean personal = IntStream.range(0, campaign.variants().variants().size())
                .anyMatch(variant -> isPersonal(campaign, Variants.name(variant)));
        return personal ? MOST_PERSONAL : campaign.chatType().maxReceivers();
    }

    Worded word(Campaign campaign, String variant, UserId sender, Collection<String> receivers) {
        Wording wording = campaign.variants().content(variant);
        return switch (wording) {
            case MessageContent written -> {
                Map<MessageContent, List<String>> said = new LinkedHashMap<>();
                said.put(written, new ArrayList<>(receivers));
                yield new Worded(said, Map.of(), Set.of());
            }
            case MaterialWording material -> word(campaign, material, sender, receivers);
        };
    }

    /**
     * The same with its links over short links of ours. What only one receiver reads of a material that says something
     * else to each tells who followed it.
     */
    Map<MessageContent, List<String>> wrapped(
            Campaign campaign, String variant, Map<MessageContent, List<String>> said) {
        LinkOrigin origin =
                new LinkOrigin(LinkOrigin.Kind.CAMPAIGN, campaign.id().value(), LinkOrigin.NO_VERSION, variant);
        Wording wording = campaign.variants().content(variant);
        boolean toContacts = campaign.chatType() == ChatType.SINGLE;
        Map<WrapLinks.Said, List<String>> plain = new LinkedHashMap<>();
        said.forEach((content, receivers) -> {
            if (!receivers.isEmpty()) {
                ExternalUserId only =
                        toContacts && receivers.size() == 1 ? new ExternalUserId(receivers.getFirst()) : null;
                plain.put(new WrapLinks.Said(origin, wording, content, only), receivers);
            }
        });
        Map<MessageContent, List<String>> wrapped = new LinkedHashMap<>();
        wrapLinks
                .wrap(campaign.corpId(), plain.keySet())
                .forEach((message, content) -> wrapped.put(content, Objects.requireNonNull(plain.get(message))));
        return wrapped;
    }

    private boolean isPersonal(Campaign campaign, String variant) {
        return campaign.variants().content(variant) instanceof MaterialWording material
                && materials.isPersonal(campaign.corpId(), material.materialId(), material.decidedVersion());
    }

    private Worded word(Campaign campaign, MaterialWording material, UserId sender, Collection<String> receivers) {
        Worded worded =
                new Worded(new LinkedHashMap<>(), new LinkedHashMap<>(), awaited(campaign, material, receivers));
        List<String> known = receivers.stream()
                .filter(receiver -> !worded.awaited().contains(receiver))
                .toList();
        Map<Reader, Rendering> renderings = materials.render(
                campaign.corpId(),
                material.materialId(),
                material.decidedVersion(),
                known.stream()
                        .map(receiver -> reader(campaign, sender, receiver))
                        .toList());
        for (String receiver : known) {
            switch (Objects.requireNonNull(renderings.get(reader(campaign, sender, receiver)))) {
                case Rendering.Ready words ->
                    worded.said()
                            .computeIfAbsent(MessageContent.of(words), _ -> new ArrayList<>())
                            .add(receiver);
                case Rendering.Refused no ->
                    worded.leftOut()
                            .computeIfAbsent(State.valueOf(no.reason()), _ -> new ArrayList<>())
                            .add(receiver);
            }
        }
        return worded;
    }

    private Set<String> awaited(Campaign campaign, MaterialWording material, Collection<String> receivers) {
        if (campaign.chatType() == ChatType.GROUP
                || campaign.goesAt().plus(PATIENCE).isBefore(clock.instant())) {
            return Set.of();
        }
        return materials
                .awaited(
                        campaign.corpId(),
                        material.materialId(),
                        material.decidedVersion(),
                        receivers.stream().map(ExternalUserId::new).toList())
                .stream()
                .map(ExternalUserId::value)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Reader reader(Campaign campaign, UserId sender, String receiver) {
        @Nullable ExternalUserId contact = campaign.chatType() == ChatType.GROUP ? null : new ExternalUserId(receiver);
        return new Reader(sender, contact);
    }
}
