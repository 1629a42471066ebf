package scrm.rest.access;

import java.security.Principal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Who asks, as the token says.
 *
 * @param program {@code azp} or {@code client_id}, else {@code sub}; empty without a token
 * @param subject {@code sub}: the person or the program itself; the program if there is none
 */
public record ApiClient(String program, String subject) {
    private static final ApiClient NOBODY = new ApiClient("", "");

    public static ApiClient of(@Nullable Principal principal) {
        return principal instanceof JwtAuthenticationToken token ? of(token.getToken()) : NOBODY;
    }

    private static ApiClient of(Jwt token) {
        String subject = Objects.requireNonNullElse(token.getSubject(), "");
        String authorized = token.getClaimAsString("azp");
        String named = authorized == null ? token.getClaimAsString("client_id") : authorized;
        String program = named == null ? subject : named;
        return new ApiClient(program, subject.isEmpty() ? program : subject);
    }
}
