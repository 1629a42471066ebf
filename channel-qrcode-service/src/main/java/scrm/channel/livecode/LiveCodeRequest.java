package scrm.channel.livecode;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.UserId;

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
        @NotNull @Size(min = 1, max = 100) List<@NotNull @Pattern(regexp = USER_ID) String> users,
        @Nullable Boolean skipVerify,
        @Valid @Nullable WelcomeRequest welcome) {
    /** Source: document 90200. */
    static final String USER_ID = "[A-Za-z0-9_.@-]{1,64}";

    LiveCode.Draft draft(@Nullable WelcomeContent kept) {
        return new LiveCode.Draft(
                name.strip(),
                users.stream().distinct().map(UserId::new).toList(),
                skipVerify == null || skipVerify,
                kept);
    }
}
