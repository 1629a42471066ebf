package scrm.rest.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

import scrm.rest.Problem;
import scrm.rest.ProblemCode;
import scrm.rest.problem.ProblemWriter;

/** 401 and 403 in our words; a client learns that its token is no good, not why. Source: RFC 6750, section 3. */
final class AccessProblems implements AuthenticationEntryPoint, AccessDeniedHandler {
    private final ProblemWriter writer;

    AccessProblems(ProblemWriter writer) {
        this.writer = writer;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException thrown)
            throws IOException {
        boolean invalid = thrown instanceof InvalidBearerTokenException;
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, invalid ? "Bearer error=\"invalid_token\"" : "Bearer");
        writer.write(request, response, Problem.of(invalid ? ProblemCode.TOKEN_INVALID : ProblemCode.TOKEN_MISSING));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException thrown)
            throws IOException {
        Problem problem = thrown instanceof AuthorizationDeniedException denied
                        && denied.getAuthorizationResult() instanceof CorpAccess.Denied because
                ? because.problem()
                : Problem.of(ProblemCode.FORBIDDEN);
        if (problem.code() == ProblemCode.SCOPE_MISSING) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\"");
        }
        writer.write(request, response, problem);
    }
}
