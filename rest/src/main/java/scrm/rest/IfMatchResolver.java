package scrm.rest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Reads {@code If-Match}, which must be there. Source: RFC 9110, section 13.1.1. */
final class IfMatchResolver implements HandlerMethodArgumentResolver {
    private static final Pattern OURS = Pattern.compile("\"([0-9]{1,18})\"");

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == IfMatch.class;
    }

    @Override
    public IfMatch resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        String header = request.getHeader(HttpHeaders.IF_MATCH);
        if (header == null || header.isBlank()) {
            throw new Refusal(Problem.of(ProblemCode.PRECONDITION_REQUIRED));
        }
        if (header.strip().equals("*")) {
            return new IfMatch(null);
        }
        Matcher tag = OURS.matcher(header.strip());
        if (!tag.matches()) {
            throw new PreconditionFailed(); // weak, or none that we ever gave: it matches nothing
        }
        return new IfMatch(Long.parseLong(tag.group(1)));
    }
}
