package scrm.rest;

import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;

/** Reads {@code ?limit=&cursor=}, and {@code count=exact} where it is {@link Counted}. */
final class PageRequestResolver implements HandlerMethodArgumentResolver {
    private static final List<String> OURS = List.of("limit", "cursor", "count");

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == PageRequest.class;
    }

    @Override
    public PageRequest resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        String list = list(request);
        String cursor = request.getParameter("cursor");
        Cursor after = cursor == null || cursor.isEmpty() ? null : Cursor.decode(cursor, list);
        return new PageRequest(limit(request.getParameter("limit")), after, count(parameter, request), list);
    }

    private static int limit(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return PageRequest.DEFAULT_LIMIT;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= PageRequest.MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw InvalidRequest.field("limit", "wrong_type", "integer");
        }
        throw InvalidRequest.field("limit", "out_of_range", 1, PageRequest.MAX_LIMIT);
    }

    private static boolean count(MethodParameter parameter, NativeWebRequest request) {
        String count = request.getParameter("count");
        if (count == null || count.isEmpty()) {
            return false;
        }
        if (!parameter.hasParameterAnnotation(Counted.class)) {
            throw InvalidRequest.field("count", "unknown");
        }
        if (count.equals("exact")) {
            return true;
        }
        throw InvalidRequest.field("count", "not_allowed", "exact");
    }

    private static String list(NativeWebRequest request) {
        TreeMap<String, String> filters = new TreeMap<>();
        request.getParameterMap().forEach((name, values) -> filters.put(name, String.join("\u0000", values)));
        filters.keySet().removeAll(OURS);
        Object path = request.getAttribute(
                HandlerMapping.PATH_WITHIN_HANDLER_MAPPING_ATTRIBUTE, NativeWebRequest.SCOPE_REQUEST);
        return path + "?" + filters;
    }
}
