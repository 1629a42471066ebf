package scrm.channel.script;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

import scrm.attachment.AttachmentRequest;
import scrm.attachment.KeepAttachments;
import scrm.channel.script.WelcomeOptionRequest.WelcomeArmRequest;
import scrm.channel.script.WelcomeOptionRequest.Wording;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;

/**
 * A welcome as a client writes it: a text, attachments or both for everybody, or arms that contacts are split among.
 *
 * @param text with {@code {contactName}}, {@code {memberName}}, {@code {channelName}} and {@code {liveCodeName}} where
 *     names are to stand
 * @param memberNames how members call themselves, by userid; needed for {@code {memberName}}
 * @param attachments sent after the text, in this order
 * @param arms 2 to 5, instead of text and attachments; called A to E in this order
 * @param variants said instead at some times or by some members; the first that fits
 */
public record WelcomeRequest(
        @Nullable String text,
        @Nullable Map<String, @NotBlank @Size(max = 64) String> memberNames,
        @Size(max = 9) @Nullable List<@NotNull @Valid AttachmentRequest> attachments,
        @Size(min = 2, max = 5) @Nullable List<@NotNull @Valid WelcomeArmRequest> arms,
        @Size(max = 20) @Nullable List<@NotNull @Valid WelcomeVariantRequest> variants) {

    /**
     * What is said instead of the base welcome.
     *
     * @param name its own among the live code's variants
     * @param slots any of them; absent: at any time
     * @param users userids; absent: whoever was added
     * @param text as in the welcome
     * @param memberNames absent: those of the welcome
     * @param attachments as in the welcome
     * @param arms as in the welcome
     */
    record WelcomeVariantRequest(
            @NotBlank @Size(max = 50) String name,
            @Size(max = 20) @Nullable List<@NotNull @Valid WelcomeSlotRequest> slots,
            @Size(max = 100) @Nullable List<@NotNull @Pattern(regexp = UserId.PATTERN) String> users,
            @Nullable String text,
            @Nullable Map<String, @NotBlank @Size(max = 64) String> memberNames,
            @Size(max = 9) @Nullable List<@NotNull @Valid AttachmentRequest> attachments,
            @Size(min = 2, max = 5) @Nullable List<@NotNull @Valid WelcomeArmRequest> arms) {
        List<WelcomeSlotRequest> slotsOrNone() {
            return orNone(slots);
        }

        List<String> usersOrNone() {
            return orNone(users);
        }
    }

    /**
     * Hours of the week in the corp's time zone.
     *
     * @param weekdays on which it begins; absent: every day
     * @param from absent: midnight
     * @param until when it is over, on the next day if that is not after {@code from}; absent: midnight
     */
    record WelcomeSlotRequest(
            @Size(min = 1, max = 7) @Nullable List<@NotNull DayOfWeek> weekdays,
            @Nullable LocalTime from,
            @Nullable LocalTime until) {
        WelcomeSlot slot() {
            return new WelcomeSlot(
                    weekdays == null ? EnumSet.allOf(DayOfWeek.class) : Set.copyOf(weekdays),
                    from == null ? LocalTime.MIDNIGHT : from,
                    until == null ? LocalTime.MIDNIGHT : until);
        }
    }

    /**
     * What is to be stored; its bytes are kept in the running transaction.
     *
     * @param members the members of the live code
     * @throws InvalidRequest naming everything that is wrong
     */
    public WelcomeScript keep(CorpId corpId, KeepAttachments keepAttachments, List<String> members) {
        WelcomeOptionRequest base = option(members);
        List<WelcomeVariantRequest> asked = orNone(variants);
        List<WelcomeOptionRequest> others = IntStream.range(0, asked.size())
                .mapToObj(i -> option(i, asked.get(i), members))
                .toList();
        List<FieldProblem> problems = new ArrayList<>();
        base.problems(problems);
        others.forEach(option -> option.problems(problems));
        namesProblems("welcome", memberNames, problems);
        variantProblems(asked, problems);
        if (!problems.isEmpty()) {
            throw InvalidRequest.fields(problems.stream().distinct().toList());
        }
        return new WelcomeScript(
                base.keep(corpId, keepAttachments),
                IntStream.range(0, asked.size())
                        .mapToObj(i -> variant(asked.get(i), others.get(i).keep(corpId, keepAttachments)))
                        .toList());
    }

    private static void variantProblems(List<WelcomeVariantRequest> asked, List<FieldProblem> problems) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < asked.size(); i++) {
            WelcomeVariantRequest variant = asked.get(i);
            namesProblems(variantField(i), variant.memberNames(), problems);
            if (!names.add(variant.name().strip())) {
                problems.add(new FieldProblem(variantField(i) + ".name", "duplicate"));
            }
            if (variant.slotsOrNone().isEmpty() && variant.usersOrNone().isEmpty()) {
                problems.add(new FieldProblem(variantField(i) + ".slots", "condition_missing"));
            }
        }
    }

    private static void namesProblems(String field, @Nullable Map<String, String> names, List<FieldProblem> problems) {
        if (!orNone(names).keySet().stream().allMatch(userId -> userId.matches(UserId.PATTERN))) {
            problems.add(new FieldProblem(field + ".memberNames", "malformed"));
        }
    }

    private WelcomeOptionRequest option(Collection<String> members) {
        return new WelcomeOptionRequest("welcome", new Wording(text, attachments), arms, orNone(memberNames), members);
    }

    private WelcomeOptionRequest option(int index, WelcomeVariantRequest variant, Collection<String> members) {
        return new WelcomeOptionRequest(
                variantField(index),
                new Wording(variant.text(), variant.attachments()),
                variant.arms(),
                orNone(variant.memberNames() == null ? memberNames : variant.memberNames()),
                variant.usersOrNone().isEmpty() ? members : variant.usersOrNone());
    }

    private static WelcomeVariant variant(WelcomeVariantRequest asked, WelcomeArms arms) {
        return new WelcomeVariant(
                asked.name().strip(),
                asked.slotsOrNone().stream().map(WelcomeSlotRequest::slot).toList(),
                asked.usersOrNone().stream().map(UserId::new).collect(Collectors.toUnmodifiableSet()),
                arms);
    }

    private static String variantField(int index) {
        return "welcome.variants[" + index + "]";
    }

    private static <T> List<T> orNone(@Nullable List<T> given) {
        return given == null ? List.of() : given;
    }

    private static Map<String, String> orNone(@Nullable Map<String, String> given) {
        return given == null ? Map.of() : given;
    }
}
