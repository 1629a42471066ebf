package scrm.rest.audit;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import scrm.rest.ChangesNothing;

/** Keeps requests that are a POST only for their length out of the log; which they are, their handler tells. */
final class UnauditedReads implements HandlerInterceptor, WebMvcConfigurer {
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (AuditedWrite.CURRENT.isBound()
                && handler instanceof HandlerMethod method
                && method.hasMethodAnnotation(ChangesNothing.class)) {
            AuditedWrite.CURRENT.get().changesNothing();
        }
        return true;
    }
}
