package scrm.rest.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.catalina.connector.ClientAbortException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

import scrm.rest.Problem;
import scrm.rest.ProblemCode;

/** From an exception to an answer, with a line in the log if it was our fault. */
public final class ProblemAnswer {
    private static final Logger log = LoggerFactory.getLogger(ProblemAnswer.class);
    private static final int FRAMES = 25;

    private final Problems problems;
    private final ProblemWriter writer;

    ProblemAnswer(Problems problems, ProblemWriter writer) {
        this.problems = problems;
        this.writer = writer;
    }

    /** Answers, or does nothing if the client has gone. */
    public void write(HttpServletRequest request, HttpServletResponse response, Throwable thrown) throws IOException {
        if (clientHasGone(thrown)) {
            return;
        }
        Problem problem = problems.of(thrown);
        if (problem.code() == ProblemCode.INTERNAL_ERROR) {
            log.error("{} answered {}: {}", request.getMethod(), problem.status(), withoutMessages(thrown));
        } else if (problem.status() >= 500) {
            log.warn("{} answered {} {}: {}", request.getMethod(), problem.status(), problem.code(), kinds(thrown));
        }
        setHeaders(response, thrown);
        writer.write(request, response, problem);
    }

    // Not Spring's DisconnectedClientHelper: it takes a lost connection to MySQL or to a service for a lost client.
    private static boolean clientHasGone(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            boolean tooSlow = cause.getCause() instanceof SocketTimeoutException; // it is still there to be told so
            if ((cause instanceof ClientAbortException && !tooSlow)
                    || cause instanceof AsyncRequestNotUsableException) {
                return true;
            }
        }
        return false;
    }

    private static void setHeaders(HttpServletResponse response, Throwable thrown) {
        if (thrown instanceof HttpRequestMethodNotSupportedException e && e.getSupportedMethods() != null) {
            response.setHeader(HttpHeaders.ALLOW, String.join(", ", e.getSupportedMethods()));
        }
        if (thrown instanceof HttpMediaTypeNotSupportedException e
                && !e.getSupportedMediaTypes().isEmpty()) {
            response.setHeader(HttpHeaders.ACCEPT, MediaType.toString(e.getSupportedMediaTypes()));
        }
    }

    /** The trace without what exceptions say: drivers and parsers quote the data that they failed on. */
    private static String withoutMessages(Throwable thrown) {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        for (Throwable cause = thrown; cause != null && depth < 8; cause = cause.getCause(), depth++) {
            text.append(depth == 0 ? "" : "\nCaused by: ").append(kind(cause));
            Arrays.stream(cause.getStackTrace())
                    .limit(FRAMES)
                    .forEach(frame -> text.append("\n\tat ").append(frame));
        }
        return text.toString();
    }

    private static String kinds(Throwable thrown) {
        return Stream.iterate(thrown, t -> t != null, Throwable::getCause)
                .limit(8)
                .map(ProblemAnswer::kind)
                .collect(Collectors.joining(" <- "));
    }

    private static String kind(Throwable thrown) {
        return thrown instanceof SQLException e
                ? e.getClass().getName() + " [" + e.getErrorCode() + ", " + e.getSQLState() + "]"
                : thrown.getClass().getName();
    }
}
