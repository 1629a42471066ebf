package scrm.rest.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Catches what filters throw, before the container puts it into a page of HTML and a log of its own. */
final class ProblemFilter extends OncePerRequestFilter {
    private final ProblemAnswer answer;

    ProblemFilter(ProblemAnswer answer) {
        this.answer = answer;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        try {
            chain.doFilter(request, response);
        } catch (Exception | StackOverflowError e) {
            answer.write(request, response, e);
        }
    }
}
