package scrm.channel.script;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

import scrm.attachment.AttachmentView;
import scrm.events.UserId;

/**
 * A welcome as it is answered.
 *
 * @param text absent if attachments say it all, and where there are arms
 * @param attachments empty where there are arms
 * @param arms empty: no experiment
 * @param experimentVersion the live code's version with which the arms began; absent: no experiment
 */
public record WelcomeView(
        @Nullable String text,
        Map<String, String> memberNames,
        List<AttachmentView> attachments,
        List<WelcomeArmView> arms,
        @Nullable Integer experimentVersion,
        List<WelcomeVariantView> variants) {
    public record WelcomeArmView(
            String arm, int weight, @Nullable String text, List<AttachmentView> attachments) {}

    /**
     * What is said instead of the base welcome.
     *
     * @param slots empty: at any time
     * @param users empty: whoever was added
     */
    public record WelcomeVariantView(
            String name,
            List<WelcomeSlotView> slots,
            List<String> users,
            @Nullable String text,
            Map<String, String> memberNames,
            List<AttachmentView> attachments,
            List<WelcomeArmView> arms,
            @Nullable Integer experimentVersion) {}

    public record WelcomeSlotView(List<DayOfWeek> weekdays, LocalTime from, LocalTime until) {}

    public static @Nullable WelcomeView of(@Nullable WelcomeScript script) {
        if (script == null) {
            return null;
        }
        WelcomeArms base = script.base();
        return new WelcomeView(
                text(base),
                memberNames(base),
                attachments(base),
                arms(base),
                experimentVersion(base),
                script.variants().stream().map(WelcomeView::variant).toList());
    }

    private static WelcomeVariantView variant(WelcomeVariant variant) {
        WelcomeArms arms = variant.arms();
        return new WelcomeVariantView(
                variant.name(),
                variant.slots().stream()
                        .map(slot -> new WelcomeSlotView(
                                slot.weekdays().stream().sorted().toList(), slot.from(), slot.until()))
                        .toList(),
                variant.users().stream().map(UserId::value).sorted().toList(),
                text(arms),
                memberNames(arms),
                attachments(arms),
                arms(arms),
                experimentVersion(arms));
    }

    private static @Nullable String text(WelcomeArms arms) {
        return arms.isExperiment() ? null : text(arms.arms().getFirst().content());
    }

    private static @Nullable String text(WelcomeContent content) {
        WelcomeText text = content.text();
        return text == null ? null : text.template();
    }

    private static Map<String, String> memberNames(WelcomeArms arms) {
        return arms.arms().getFirst().content().memberNames().entrySet().stream()
                .collect(Collectors.toMap(name -> name.getKey().value(), Map.Entry::getValue));
    }

    private static List<AttachmentView> attachments(WelcomeArms arms) {
        return arms.isExperiment()
                ? List.of()
                : attachments(arms.arms().getFirst().content());
    }

    private static List<AttachmentView> attachments(WelcomeContent content) {
        return content.attachments().stream().map(AttachmentView::of).toList();
    }

    private static List<WelcomeArmView> arms(WelcomeArms arms) {
        if (!arms.isExperiment()) {
            return List.of();
        }
        return IntStream.range(0, arms.arms().size())
                .mapToObj(i -> {
                    WelcomeArms.Arm arm = arms.arms().get(i);
                    return new WelcomeArmView(
                            WelcomeArms.name(i), arm.weight(), text(arm.content()), attachments(arm.content()));
                })
                .toList();
    }

    private static @Nullable Integer experimentVersion(WelcomeArms arms) {
        return arms.isExperiment() ? arms.version() : null;
    }
}
