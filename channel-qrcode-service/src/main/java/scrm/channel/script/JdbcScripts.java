package scrm.channel.script;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import scrm.attachment.JdbcAttachments;
import scrm.attachment.KeptAttachment;
import scrm.channel.script.WelcomeArms.Arm;
import scrm.events.UserId;

/** Welcomes as JSON columns hold them. */
public final class JdbcScripts {
    private static final JsonMapper JSON = JdbcAttachments.mapper().build();

    private JdbcScripts() {}

    public static @Nullable String write(@Nullable WelcomeScript script) {
        if (script == null) {
            return null;
        }
        List<Variant> variants = script.variants().stream()
                .map(variant -> new Variant(
                        variant.name(),
                        variant.slots(),
                        variant.users().stream().map(UserId::value).collect(Collectors.toUnmodifiableSet()),
                        said(variant.arms(), null)))
                .toList();
        return JSON.writeValueAsString(said(script.base(), variants));
    }

    public static @Nullable WelcomeScript read(@Nullable String json) {
        if (json == null) {
            return null;
        }
        Said base = JSON.readValue(json, Said.class);
        List<Variant> variants = base.variants == null ? List.of() : base.variants;
        return new WelcomeScript(
                base.arms(),
                variants.stream()
                        .map(variant -> new WelcomeVariant(
                                variant.name,
                                variant.slots,
                                variant.users.stream().map(UserId::new).collect(Collectors.toUnmodifiableSet()),
                                variant.said.arms()))
                        .toList());
    }

    public static String writeArms(WelcomeArms arms) {
        return JSON.writeValueAsString(said(arms, null));
    }

    public static WelcomeArms readArms(String json) {
        return JSON.readValue(json, Said.class).arms();
    }

    private static Said said(WelcomeArms arms, @Nullable List<Variant> variants) {
        List<Wording> wordings = arms.arms().stream().map(Wording::of).toList();
        return new Said(
                wordings.getFirst().text,
                arms.arms().getFirst().content().memberNames().entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                name -> name.getKey().value(), Map.Entry::getValue)),
                wordings.getFirst().attachments,
                wordings.getFirst().weight,
                wordings.subList(1, wordings.size()),
                arms.version(),
                variants);
    }

    /**
     * The first arm lies open, as welcomes without arms and variants were written and are still read.
     *
     * @param memberNames of all arms
     * @param others the arms from B on
     * @param variants of the base welcome alone
     */
    private record Said(
            @Nullable String text,
            Map<String, String> memberNames,
            List<KeptAttachment> attachments,
            @Nullable Integer weight,
            @Nullable List<Wording> others,
            @Nullable Integer version,
            @Nullable List<Variant> variants) {
        WelcomeArms arms() {
            Map<UserId, String> names = memberNames.entrySet().stream()
                    .collect(Collectors.toUnmodifiableMap(name -> new UserId(name.getKey()), Map.Entry::getValue));
            Wording first = new Wording(weight == null ? 1 : weight, text, attachments);
            return new WelcomeArms(
                    Stream.concat(Stream.of(first), others == null ? Stream.empty() : others.stream())
                            .map(wording -> wording.arm(names))
                            .toList(),
                    version == null ? 1 : version);
        }
    }

    private record Wording(int weight, @Nullable String text, List<KeptAttachment> attachments) {
        static Wording of(Arm arm) {
            WelcomeText text = arm.content().text();
            return new Wording(
                    arm.weight(),
                    text == null ? null : text.template(),
                    arm.content().attachments());
        }

        Arm arm(Map<UserId, String> names) {
            return new Arm(weight, new WelcomeContent(text == null ? null : new WelcomeText(text), names, attachments));
        }
    }

    private record Variant(String name, List<WelcomeSlot> slots, Set<String> users, Said said) {}
}
