package scrm.channel.script;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

import scrm.attachment.AttachmentRequest;
import scrm.attachment.KeepAttachments;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.rest.FieldProblem;

/**
 * The base welcome or a variant as a client writes it: one wording, or arms.
 *
 * @param field where it stands in the body
 * @param arms null: the wording is for everybody
 * @param memberNames how members call themselves
 * @param users who may say it
 */
record WelcomeOptionRequest(
        String field,
        Wording wording,
        @Nullable List<WelcomeArmRequest> arms,
        Map<String, String> memberNames,
        Collection<String> users) {
    /** What one contact is told. */
    record Wording(@Nullable String text, @Nullable List<AttachmentRequest> attachments) {
        boolean isEmpty() {
            return (text == null || text.isBlank()) && attachmentsOrNone().isEmpty();
        }

        List<AttachmentRequest> attachmentsOrNone() {
            return attachments == null ? List.of() : attachments;
        }
    }

    /**
     * One of the wordings that contacts are split among.
     *
     * @param weight 1 to 100: its share, against the weights of the others
     * @param text as in the welcome
     * @param attachments as in the welcome
     */
    record WelcomeArmRequest(
            @NotNull @Min(1) @Max(100) Integer weight,
            @Nullable String text,
            @Size(max = 9) @Nullable List<@NotNull @Valid AttachmentRequest> attachments) {
        Wording wording() {
            return new Wording(text, attachments);
        }
    }

    /** Adds everything that is wrong with it. */
    void problems(List<FieldProblem> problems) {
        if (arms == null) {
            problems(field, wording, problems);
            return;
        }
        if (!wording.isEmpty()) {
            problems.add(new FieldProblem(field + ".arms", "text_or_arms"));
        }
        for (int i = 0; i < arms.size(); i++) {
            problems(armField(i), arms.get(i).wording(), problems);
        }
    }

    private void problems(String at, Wording checked, List<FieldProblem> problems) {
        if (checked.isEmpty()) {
            problems.add(new FieldProblem(at + ".text", "required"));
        }
        if (checked.text() != null) {
            textProblems(at, new WelcomeText(checked.text()), problems);
        }
        for (int i = 0; i < checked.attachmentsOrNone().size(); i++) {
            checked.attachmentsOrNone().get(i).problems(at + ".attachments[" + i + "]", problems);
        }
    }

    private void textProblems(String at, WelcomeText text, List<FieldProblem> problems) {
        if (text.bytes() > WelcomeText.MAX_BYTES) {
            problems.add(new FieldProblem(at + ".text", "too_many_bytes", WelcomeText.MAX_BYTES));
        }
        if (!text.unknownVariables().isEmpty()) {
            problems.add(new FieldProblem(at + ".text", "unknown_variable"));
        }
        if (text.usesMemberName() && !memberNames.keySet().containsAll(users)) {
            problems.add(new FieldProblem(field + ".memberNames", "member_name_missing"));
        }
    }

    /** What is to be stored, of a request without problems; its bytes are kept in the running transaction. */
    WelcomeArms keep(CorpId corpId, KeepAttachments keepAttachments) {
        Map<UserId, String> names = new HashMap<>();
        memberNames.forEach((user, name) -> names.put(new UserId(user), name));
        if (arms == null) {
            return WelcomeArms.of(content(corpId, keepAttachments, field, wording, names));
        }
        List<WelcomeArmRequest> asked = arms;
        return new WelcomeArms(
                IntStream.range(0, asked.size())
                        .mapToObj(i -> new WelcomeArms.Arm(
                                asked.get(i).weight(),
                                content(
                                        corpId,
                                        keepAttachments,
                                        armField(i),
                                        asked.get(i).wording(),
                                        names)))
                        .toList(),
                1);
    }

    private String armField(int index) {
        return field + ".arms[" + index + "]";
    }

    private static WelcomeContent content(
            CorpId corpId, KeepAttachments keepAttachments, String at, Wording wording, Map<UserId, String> names) {
        String text = wording.text();
        return new WelcomeContent(
                text == null || text.isBlank() ? null : new WelcomeText(text),
                names,
                keepAttachments.keep(corpId, wording.attachmentsOrNone(), at + ".attachments"));
    }
}
