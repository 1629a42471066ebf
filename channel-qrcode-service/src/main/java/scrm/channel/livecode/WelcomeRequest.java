package scrm.channel.livecode;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import scrm.attachment.AttachmentRequest;
import scrm.attachment.KeepAttachments;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;

/**
 * A welcome as a client writes it.
 *
 * @param text with {@code {contactName}} and {@code {memberName}} where names are to stand
 * @param memberNames how members call themselves, by userid; needed for {@code {memberName}}
 * @param attachments sent after the text, in this order
 */
public record WelcomeRequest(
        @Nullable String text,
        @Nullable Map<String, @NotBlank @Size(max = 64) String> memberNames,
        @Size(max = 9) @Nullable List<@NotNull @Valid AttachmentRequest> attachments) {

    /**
     * What is to be stored; its bytes are kept in the running transaction.
     *
     * @param users the members of the live code
     * @throws InvalidRequest naming everything that is wrong
     */
    public WelcomeContent keep(CorpId corpId, KeepAttachments keepAttachments, List<String> users) {
        List<FieldProblem> problems = problems(users);
        if (!problems.isEmpty()) {
            throw InvalidRequest.fields(problems);
        }
        Map<UserId, String> names = new HashMap<>();
        memberNamesOrNone().forEach((user, name) -> names.put(new UserId(user), name));
        return new WelcomeContent(
                isBlank(text) ? null : new WelcomeText(Objects.requireNonNull(text)),
                names,
                keepAttachments.keep(corpId, attachmentsOrNone(), "welcome.attachments"));
    }

    private List<FieldProblem> problems(List<String> users) {
        List<FieldProblem> problems = new ArrayList<>();
        if (isBlank(text) && attachmentsOrNone().isEmpty()) {
            problems.add(new FieldProblem("welcome.text", "required"));
        }
        if (text != null) {
            textProblems(new WelcomeText(text), users, problems);
        }
        for (int i = 0; i < attachmentsOrNone().size(); i++) {
            attachmentsOrNone().get(i).problems("welcome.attachments[" + i + "]", problems);
        }
        return problems;
    }

    private void textProblems(WelcomeText welcome, List<String> users, List<FieldProblem> problems) {
        if (welcome.bytes() > WelcomeText.MAX_BYTES) {
            problems.add(new FieldProblem("welcome.text", "too_many_bytes", WelcomeText.MAX_BYTES));
        }
        if (!welcome.unknownVariables().isEmpty()) {
            problems.add(new FieldProblem("welcome.text", "unknown_variable"));
        }
        if (welcome.usesMemberName()
                && users.stream().anyMatch(user -> !memberNamesOrNone().containsKey(user))) {
            problems.add(new FieldProblem("welcome.memberNames", "member_name_missing"));
        }
    }

    private List<AttachmentRequest> attachmentsOrNone() {
        return attachments == null ? List.of() : attachments;
    }

    private Map<String, String> memberNamesOrNone() {
        return memberNames == null ? Map.of() : memberNames;
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
