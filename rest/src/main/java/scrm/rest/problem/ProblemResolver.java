package scrm.rest.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Answers what handlers throw, and requests that no handler takes. Comes before Spring's own resolvers. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ProblemResolver implements HandlerExceptionResolver {
    private final ProblemAnswer answer;

    ProblemResolver(ProblemAnswer answer) {
        this.answer = answer;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception thrown) {
        if (thrown instanceof AccessDeniedException || thrown instanceof AuthenticationException) {
            return null; // left to the security filters, which know whether to answer 401 or 403
        }
        try {
            answer.write(request, response, thrown);
        } catch (IOException e) {
            return new ModelAndView(); // the client has gone: nobody is there to be answered
        }
        return new ModelAndView();
    }
}
