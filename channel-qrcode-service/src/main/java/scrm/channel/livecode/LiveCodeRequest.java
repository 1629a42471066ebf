package scrm.channel.livecode;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.attachment.KeepAttachments;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.rest.InvalidRequest;

/**
 * A live code as a client edits it: all of it is replaced.
 *
 * @param name for people
 * @param users 1 to 100 userids
 * @param skipVerify whether contacts are added without the member's consent; absent: true
 * @param welcome absent: none
 */
record LiveCodeRequest(
        @NotBlank @Size(max = 50) String name,
        @NotNull @Size(min = 1, max = 100) List<@NotNull @Pattern(regexp = LiveCode.USER_ID) String> users,
        @Nullable Boolean skipVerify,
        @Valid @Nullable WelcomeRequest welcome) {
    /**
     * What is to be stored; the bytes of its welcome are kept in the running transaction.
     *
     * @throws InvalidRequest naming everything that is wrong with the welcome
     */
    LiveCode.Draft draft(CorpId corpId, KeepAttachments keepAttachments) {
        return new LiveCode.Draft(
                name.strip(),
                users.stream().distinct().map(UserId::new).toList(),
                skipVerify == null || skipVerify,
                welcome == null ? null : welcome.keep(corpId, keepAttachments, users));
    }
}
