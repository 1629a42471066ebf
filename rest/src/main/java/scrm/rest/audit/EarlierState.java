package scrm.rest.audit;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolverComposite;
import org.springframework.web.method.support.InvocableHandlerMethod;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.ServletRequestDataBinderFactory;
import org.springframework.web.util.ServletRequestPathUtils;

import scrm.rest.ProblemException;
import scrm.rest.problem.TraceFilter;

/**
 * What a path shows before it is edited: the value that its GET gives, asked of the controller itself. An edit that
 * names a version by {@code If-Match} is of that version alone, so what was read is what was edited; without one
 * another edit may come between.
 */
final class EarlierState {
    private static final Logger log = LoggerFactory.getLogger(EarlierState.class);
    private static final Set<String> EDITING = Set.of("PUT", "PATCH", "DELETE");

    private final ObjectProvider<RequestMappingHandlerMapping> mapping;
    private final ObjectProvider<RequestMappingHandlerAdapter> adapter;

    EarlierState(
            ObjectProvider<RequestMappingHandlerMapping> mapping,
            ObjectProvider<RequestMappingHandlerAdapter> adapter) {
        this.mapping = mapping;
        this.adapter = adapter;
    }

    /** The value, or null if the path has no GET, or there is nothing, or another version than is to be edited. */
    @Nullable
    Object of(HttpServletRequest request) {
        if (!EDITING.contains(request.getMethod())) {
            return null;
        }
        try {
            Object value = ask(new AsGet(request));
            if (!(value instanceof ResponseEntity<?> entity)) {
                return value;
            }
            String version = request.getHeader(HttpHeaders.IF_MATCH);
            boolean same = version == null || version.equals(entity.getHeaders().getETag());
            return same ? entity.getBody() : null;
        } catch (ProblemException | ServletException e) {
            return null; // there is nothing, no GET, or the edit itself is answered with what is wrong
        } catch (Exception e) { // which has nothing to do with the edit; the log has to do without
            log.warn(
                    "what trace {} found before it is missing in the audit log: {}",
                    TraceFilter.traceId(request),
                    e.getClass().getName());
            return null;
        }
    }

    private @Nullable Object ask(AsGet request) throws Exception {
        ServletRequestPathUtils.parseAndCache(request);
        HandlerExecutionChain chain = mapping.getObject().getHandler(request);
        if (chain == null || !(chain.getHandler() instanceof HandlerMethod method)) {
            return null;
        }
        RequestMappingHandlerAdapter mvc = adapter.getObject();
        HandlerMethodArgumentResolverComposite arguments = new HandlerMethodArgumentResolverComposite();
        arguments.addResolvers(Objects.requireNonNull(mvc.getArgumentResolvers()));
        InvocableHandlerMethod invocable = new InvocableHandlerMethod(method.createWithResolvedBean());
        invocable.setHandlerMethodArgumentResolvers(arguments);
        invocable.setDataBinderFactory(new ServletRequestDataBinderFactory(null, mvc.getWebBindingInitializer()));
        return invocable.invokeForRequest(new ServletWebRequest(request), new ModelAndViewContainer());
    }

    /** The same address, read instead of written; what is noted about it does not reach the request itself. */
    private static final class AsGet extends HttpServletRequestWrapper {
        private final Map<String, Object> noted = new HashMap<>();

        AsGet(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getMethod() {
            return "GET";
        }

        @Override
        public @Nullable Object getAttribute(String name) {
            Object value = noted.get(name);
            return value == null ? super.getAttribute(name) : value;
        }

        @Override
        public void setAttribute(String name, @Nullable Object value) {
            if (value == null) {
                noted.remove(name);
            } else {
                noted.put(name, value);
            }
        }

        @Override
        public void removeAttribute(String name) {
            noted.remove(name);
        }
    }
}
