package scrm.sop.material;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;

/** Values of variables that WeCom does not know. */
@RestController
@RequestMapping("/v1/corps/{corpId}/materials/values")
class FactController {
    private final TellFacts tellFacts;

    FactController(TellFacts tellFacts) {
        this.tellFacts = tellFacts;
    }

    /** Replaces the values of a contact's variables; their names begin with {@code own_}. */
    @PutMapping("/contacts/{externalUserId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void contact(
            @PathVariable CorpId corpId,
            @PathVariable ExternalUserId externalUserId,
            @Valid @RequestBody ValuesRequest request) {
        tellFacts.ofContact(corpId, externalUserId, request.values());
    }

    /** What stands for {@code {memberName}} in what this member says. */
    @PutMapping("/members/{userId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void member(
            @PathVariable CorpId corpId, @PathVariable UserId userId, @Valid @RequestBody MemberNameRequest request) {
        tellFacts.ofMember(corpId, userId, request.memberName().strip());
    }

    /** @param values by variable, for example {@code own_points} */
    record ValuesRequest(
            @NotNull @Size(max = 20)
            Map<@Pattern(regexp = "^own_[A-Za-z0-9_]{1,36}$") String, @NotBlank @Size(max = 200) String> values) {}

    record MemberNameRequest(@NotBlank @Size(max = 50) String memberName) {}
}
