package scrm.rest.problem;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers what Tomcat refuses before any filter sees it: a request line, header or encoded slash that it does not take.
 * Public because Tomcat makes it by its name.
 */
public final class ProblemValve extends ErrorReportValve {
    private static final ProblemTexts TEXTS = new ProblemTexts(List.of());
    private static final JsonMapper JSON = new JsonMapper();

    @Override
    protected void report(Request request, Response response, Throwable thrown) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        Locale language = Languages.preferred(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        byte[] body = JSON.writeValueAsBytes(
                ProblemWriter.body(TEXTS, WebProblems.ofStatus(status), language, TraceFilter.traceId(request)));
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setHeader(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag());
            response.getOutputStream().write(body);
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            container.getLogger().debug("the client has gone", e);
        }
    }
}
