package scrm.rest.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

import scrm.rest.Problem;
import scrm.rest.ProblemCode;

/**
 * Lets a token pass whose {@code corps} hold the corp of the path (or {@code *}) and whose {@code scope} holds the
 * resource's, {@code :read} for GET and HEAD and {@code :write} for everything else. The path alone names the corp: no
 * header, parameter or body can. A path without a corp is about all of them.
 */
final class CorpAccess implements AuthorizationManager<RequestAuthorizationContext> {
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final String ANY_CORP = "*";

    private final ScopeRule scopes;

    CorpAccess(ScopeRule scopes) {
        this.scopes = scopes;
    }

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        if (!(authentication.get() instanceof JwtAuthenticationToken token)) {
            return new Denied(Problem.of(ProblemCode.TOKEN_MISSING));
        }
        String corpId = context.getVariables().get("corpId");
        List<String> corps = texts(token.getToken(), "corps");
        if (!corps.contains(ANY_CORP) && (corpId == null || !corps.contains(corpId))) {
            return new Denied(Problem.of(ProblemCode.CORP_FORBIDDEN));
        }
        HttpServletRequest request = context.getRequest();
        String scope = scopes.scopeOf(request);
        if (scope == null) {
            return new Denied(Problem.of(ProblemCode.NOT_FOUND));
        }
        String needed = scope + (READING.contains(request.getMethod()) ? ":read" : ":write");
        return texts(token.getToken(), "scope").contains(needed)
                ? new AuthorizationDecision(true)
                : new Denied(Problem.of(ProblemCode.SCOPE_MISSING, needed));
    }

    /** A claim that is a list of texts, or one text with blanks between. */
    private static List<String> texts(Jwt token, String claim) {
        Object value = token.getClaims().get(claim);
        return switch (value) {
            case String text -> List.of(text.split(" "));
            case Collection<?> some -> some.stream().map(String::valueOf).toList();
            case null, default -> List.of();
        };
    }

    /** Refused, and why. */
    static final class Denied extends AuthorizationDecision {
        private final transient Problem problem;

        Denied(Problem problem) {
            super(false);
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }
}
