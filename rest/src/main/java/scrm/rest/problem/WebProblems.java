package scrm.rest.problem;

import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;

import scrm.rest.FieldProblem;
import scrm.rest.Problem;
import scrm.rest.ProblemCode;
import scrm.rest.ProblemMapper;

/** What Spring MVC and the container refuse by themselves. */
final class WebProblems implements ProblemMapper {
    @Override
    public @Nullable Problem map(Throwable thrown) {
        return switch (thrown) {
            case BodyTooLargeException e -> Problem.of(ProblemCode.BODY_TOO_LARGE, e.limit());
            case MaxUploadSizeExceededException e -> Problem.of(ProblemCode.BODY_TOO_LARGE, e.getMaxUploadSize());
            case SocketTimeoutException e -> Problem.of(ProblemCode.REQUEST_TIMEOUT);
            case MissingServletRequestParameterException e ->
                invalid(new FieldProblem(e.getParameterName(), "required"));
            case MissingRequestHeaderException e -> invalid(new FieldProblem(e.getHeaderName(), "required"));
            case MissingServletRequestPartException e -> invalid(new FieldProblem(e.getRequestPartName(), "required"));
            // Whatever is no id at all is nothing of this corp's either.
            case MethodArgumentTypeMismatchException e
            when e.getRequiredType() == long.class && e.getParameter().hasParameterAnnotation(PathVariable.class) ->
                Problem.of(ProblemCode.NOT_FOUND);
            case MethodArgumentTypeMismatchException e -> mismatch(e.getName(), e);
            case TypeMismatchException e -> e.getPropertyName() == null ? null : mismatch(e.getPropertyName(), e);
            case HttpRequestMethodNotSupportedException e ->
                Problem.of(ProblemCode.METHOD_NOT_ALLOWED, joined(e.getSupportedHttpMethods()));
            case HttpMediaTypeNotSupportedException e ->
                Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, joined(e.getSupportedMediaTypes()));
            case HttpMediaTypeNotAcceptableException e ->
                Problem.of(ProblemCode.NOT_ACCEPTABLE, joined(e.getSupportedMediaTypes()));
            case AsyncRequestTimeoutException e ->
                Problem.of(ProblemCode.UNAVAILABLE).withRetryAfter(Problems.OUTAGE);
            case RequestRejectedException e -> Problem.of(ProblemCode.INVALID_REQUEST);
            // Last of the readable ones: its causes were asked before and did not know better.
            case HttpMessageNotReadableException e ->
                e.getCause() == null ? invalid(new FieldProblem("body", "required")) : unreadable(e);
            case ErrorResponse e -> ofStatus(e.getStatusCode().value());
            default -> null;
        };
    }

    static Problem ofStatus(int status) {
        Problem problem = Problem.of(ProblemCode.ofStatus(status)).withStatus(status);
        return status == 503 ? problem.withRetryAfter(Problems.OUTAGE) : problem;
    }

    private @Nullable Problem unreadable(HttpMessageNotReadableException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyTooLargeException || cause instanceof SocketTimeoutException) {
                return map(cause);
            }
        }
        return invalid(new FieldProblem("body", "malformed"));
    }

    private static Problem mismatch(String name, TypeMismatchException e) {
        FieldProblem known = JsonProblems.format(e.getRequiredType());
        return invalid(new FieldProblem(name, known.code(), known.args()));
    }

    private static Problem invalid(FieldProblem error) {
        return Problem.of(ProblemCode.INVALID_REQUEST).withErrors(List.of(error));
    }

    private static String joined(@Nullable Iterable<?> values) {
        return values == null ? "" : String.join(", ", texts(values));
    }

    private static Set<String> texts(Iterable<?> values) {
        Set<String> texts = new TreeSet<>();
        values.forEach(value -> texts.add(value.toString()));
        return texts;
    }
}
