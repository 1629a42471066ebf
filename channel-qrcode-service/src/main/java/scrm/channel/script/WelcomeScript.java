package scrm.channel.script;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import scrm.attachment.MediaContentId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;

/**
 * All that a live code may say to those who come by it.
 *
 * @param base said when no variant fits
 * @param variants the first that fits is said
 */
public record WelcomeScript(WelcomeArms base, List<WelcomeVariant> variants) {
    public WelcomeScript {
        variants = List.copyOf(variants);
    }

    /**
     * Which of it is said to a contact.
     *
     * @param variant its name; null: the base welcome
     * @param experimentVersion the version of the arms; null: no experiment
     * @param arm {@code A} to {@code E}; null: no experiment
     */
    public record Choice(
            @Nullable String variant,
            @Nullable Integer experimentVersion,
            @Nullable String arm) {
        /** The base welcome of a live code that does not experiment with it. */
        public static final Choice BASE = new Choice(null, null, null);
    }

    /**
     * The base welcome or a variant.
     *
     * @param variant its name; null: the base welcome
     */
    public record Option(@Nullable String variant, WelcomeArms arms) {}

    /**
     * Chooses for a contact who comes.
     *
     * @param salt whose script it is, so that each live code splits its contacts anew
     * @param local when the contact came, by the corp's clocks
     */
    public Choice choose(String salt, UserId userId, ExternalUserId externalUserId, LocalDateTime local) {
        WelcomeVariant variant = variants.stream()
                .filter(one -> one.fits(userId, local))
                .findFirst()
                .orElse(null);
        String name = variant == null ? null : variant.name();
        WelcomeArms arms = variant == null ? base : variant.arms();
        return new Choice(name, arms.isExperiment() ? arms.version() : null, arms.arm(salt, name, externalUserId));
    }

    /** What was chosen; empty if an edit has taken it away since. */
    public Optional<WelcomeContent> said(Choice choice) {
        return arms(choice.variant()).flatMap(arms -> arms.content(choice.experimentVersion(), choice.arm()));
    }

    /** The bytes of whatever it may say. */
    public List<MediaContentId> contents() {
        return options().flatMap(option -> option.arms().contents()).distinct().toList();
    }

    /** How many attachments go with the longest of whatever it may say. */
    public int mostAttachments() {
        return options()
                .flatMap(option -> option.arms().arms().stream())
                .mapToInt(arm -> arm.content().attachments().size())
                .max()
                .orElse(0);
    }

    /** As it goes on after an edit: experiments whose arms changed begin anew, with the live code's new version. */
    public WelcomeScript following(@Nullable WelcomeScript before, int version) {
        return new WelcomeScript(
                base.following(armsOf(before, null), version),
                variants.stream()
                        .map(variant -> new WelcomeVariant(
                                variant.name(),
                                variant.slots(),
                                variant.users(),
                                variant.arms().following(armsOf(before, variant.name()), version)))
                        .toList());
    }

    /** What is split to find the best. */
    public Stream<Option> experiments() {
        return options().filter(option -> option.arms().isExperiment());
    }

    private Stream<Option> options() {
        return Stream.concat(
                Stream.of(new Option(null, base)),
                variants.stream().map(variant -> new Option(variant.name(), variant.arms())));
    }

    private static @Nullable WelcomeArms armsOf(@Nullable WelcomeScript script, @Nullable String variant) {
        return Optional.ofNullable(script).flatMap(it -> it.arms(variant)).orElse(null);
    }

    private Optional<WelcomeArms> arms(@Nullable String variant) {
        return options()
                .filter(option -> Objects.equals(option.variant(), variant))
                .findFirst()
                .map(Option::arms);
    }
}
