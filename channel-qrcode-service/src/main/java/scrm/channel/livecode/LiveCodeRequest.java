package scrm.channel.livecode;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.attachment.KeepAttachments;
import scrm.channel.script.WelcomeRequest;
import scrm.channel.script.WelcomeScript;
import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;
import scrm.rest.RowId;

/**
 * A live code as a client edits it: all of it is replaced. What its kind has no use for must be absent.
 *
 * @param name for people
 * @param users userids, 1 to 100, of an acquisition link 500; absent for a group code
 * @param skipVerify whether contacts are added without the member's consent; absent: true
 * @param welcome absent: none
 * @param groups of a group code, and only of one
 * @param invitesTo the id of the group code that the welcome leads on to, of a friend-then-group code
 */
record LiveCodeRequest(
        @NotBlank @Size(max = 50) String name,
        @Size(min = 1, max = 500) @Nullable List<@NotNull @Pattern(regexp = UserId.PATTERN) String> users,
        @Nullable Boolean skipVerify,
        @Valid @Nullable WelcomeRequest welcome,
        @Valid @Nullable GroupsRequest groups,
        @Pattern(regexp = RowId.PATTERN) @Nullable String invitesTo) {
    /** WeCom takes nine attachments; the invitation is one of them. */
    private static final int ATTACHMENTS_BESIDE_INVITATION = 8;

    /**
     * Groups as a client writes them.
     *
     * @param chatIds in the order in which they are to be filled
     * @param softCap how many members make a group full for this code; absent: 200
     * @param autoCreate whether WeCom opens another group when all are full; absent: no
     * @param roomBaseName what such groups are called, before their number
     * @param roomBaseId their first number; absent: 1
     */
    record GroupsRequest(
            @NotEmpty @Size(max = LiveCode.Groups.MOST) List<@NotBlank @Size(max = 64) String> chatIds,
            @Min(2) @Max(500) @Nullable Integer softCap,
            @Nullable Boolean autoCreate,
            @Size(max = 40) @Nullable String roomBaseName,
            @Min(1) @Max(1_000_000) @Nullable Long roomBaseId) {
        LiveCode.Groups groups() {
            return new LiveCode.Groups(
                    chatIds.stream().distinct().map(ChatId::new).toList(),
                    softCap == null ? LiveCode.Groups.USUAL_SOFT_CAP : softCap,
                    autoCreate != null && autoCreate,
                    roomBaseName,
                    roomBaseId);
        }
    }

    /**
     * What is to be stored; the bytes of its welcome are kept in the running transaction.
     *
     * @throws InvalidRequest naming everything that is wrong with it
     */
    LiveCode.Draft draft(CorpId corpId, LiveCode.Kind kind, KeepAttachments keepAttachments) {
        List<FieldProblem> problems = kind == LiveCode.Kind.GROUP ? problemsOfGroups() : problemsOfUsers(kind);
        if (!problems.isEmpty()) {
            throw InvalidRequest.fields(problems);
        }
        List<String> members = users == null ? List.of() : users;
        WelcomeScript script = welcome == null ? null : welcome.keep(corpId, keepAttachments, members);
        if (invitesTo != null && script != null && script.mostAttachments() > ATTACHMENTS_BESIDE_INVITATION) {
            throw InvalidRequest.field("welcome.attachments", "beside_invitation", ATTACHMENTS_BESIDE_INVITATION);
        }
        return new LiveCode.Draft(
                kind,
                name.strip(),
                members.stream().distinct().map(UserId::new).toList(),
                skipVerify == null || skipVerify,
                script,
                groups == null ? null : groups.groups(),
                invitesTo == null ? null : LiveCodeId.of(invitesTo));
    }

    private List<FieldProblem> problemsOfGroups() {
        List<FieldProblem> problems = new ArrayList<>();
        useless("users", users, problems);
        useless("skipVerify", skipVerify, problems);
        useless("welcome", welcome, problems);
        useless("invitesTo", invitesTo, problems);
        if (groups == null) {
            problems.add(new FieldProblem("groups", "required"));
        }
        return problems;
    }

    private List<FieldProblem> problemsOfUsers(LiveCode.Kind kind) {
        List<FieldProblem> problems = new ArrayList<>();
        useless("groups", groups, problems);
        if (users == null) {
            problems.add(new FieldProblem("users", "required"));
        } else if (users.size() > kind.maxUsers()) {
            problems.add(new FieldProblem("users", "too_many_users", kind.maxUsers()));
        }
        if (kind != LiveCode.Kind.FRIEND_THEN_GROUP) {
            useless("invitesTo", invitesTo, problems);
            return problems;
        }
        if (invitesTo == null) {
            problems.add(new FieldProblem("invitesTo", "required"));
        }
        if (welcome == null) {
            problems.add(new FieldProblem("welcome", "required"));
        }
        return problems;
    }

    private static void useless(String field, @Nullable Object value, List<FieldProblem> problems) {
        if (value != null) {
            problems.add(new FieldProblem(field, "not_for_kind"));
        }
    }
}
