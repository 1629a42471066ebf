package scrm.channel.script;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import scrm.attachment.MediaContentId;
import scrm.events.ExternalUserId;

/**
 * One wording, or several among which contacts are split to find the best.
 *
 * @param arms one; or 2 to 5, called A to E, which are an experiment
 * @param version the live code's version with which these arms began, so that results of others are not mixed with
 *     theirs
 */
public record WelcomeArms(List<Arm> arms, int version) {
    public WelcomeArms {
        arms = List.copyOf(arms);
    }

    /**
     * A wording and its share.
     *
     * @param weight 1 to 100, against the weights of the others
     */
    public record Arm(int weight, WelcomeContent content) {}

    /** One wording for everybody. */
    static WelcomeArms of(WelcomeContent content) {
        return new WelcomeArms(List.of(new Arm(1, content)), 1);
    }

    public boolean isExperiment() {
        return arms.size() > 1;
    }

    /** What an arm is called. */
    public static String name(int index) {
        return String.valueOf((char) ('A' + index));
    }

    /**
     * The arm of a contact, the same whenever it comes; null if there is nothing to choose from.
     *
     * @param salt whose arms they are, so that each live code splits anew
     */
    @Nullable
    String arm(String salt, @Nullable String variant, ExternalUserId externalUserId) {
        if (!isExperiment()) {
            return null;
        }
        int all = arms.stream().mapToInt(Arm::weight).sum();
        long point = Long.remainderUnsigned(hash(salt, variant, externalUserId), all);
        int index = 0;
        for (int passed = arms.getFirst().weight();
                passed <= point;
                passed += arms.get(index).weight()) {
            index++;
        }
        return name(index);
    }

    /** What the arm says; empty if these are not the arms that it was chosen from. */
    Optional<WelcomeContent> content(@Nullable Integer ofVersion, @Nullable String arm) {
        if (!isExperiment()) {
            return arm == null ? Optional.of(arms.getFirst().content()) : Optional.empty();
        }
        return ofVersion == null || ofVersion != version || arm == null
                ? Optional.empty()
                : Optional.of(arms.get(arm.charAt(0) - 'A').content());
    }

    /** As it goes on after an edit: arms that stayed as they were go on with their version. */
    WelcomeArms following(@Nullable WelcomeArms before, int newVersion) {
        return before != null && arms.equals(before.arms) ? before : new WelcomeArms(arms, newVersion);
    }

    Stream<MediaContentId> contents() {
        return arms.stream().flatMap(arm -> arm.content().contents().stream());
    }

    /** A digest, for ids that resemble one another must be spread as if by chance, and alike in every process. */
    private static long hash(String salt, @Nullable String variant, ExternalUserId externalUserId) {
        String key = salt + "\n" + (variant == null ? "" : variant) + "\n" + externalUserId;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
