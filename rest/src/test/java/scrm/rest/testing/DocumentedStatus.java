package scrm.rest.testing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

import scrm.rest.Answers;

/**
 * Turns an answer whose status its method does not tell into an error, so that a test of whatever else the operation
 * does fails when the description is wrong. It is there in every test that has this jar.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ControllerAdvice(basePackages = "scrm")
public class DocumentedStatus implements ResponseBodyAdvice<Object> {
    @Override
    public boolean supports(MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returned,
            MediaType contentType,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (response instanceof ServletServerHttpResponse servlet) {
            HttpStatus status = HttpStatus.valueOf(servlet.getServletResponse().getStatus());
            if (!told(returned).contains(status)) {
                throw new IllegalStateException(returned.getExecutable() + " answers " + status + ", and tells "
                        + told(returned) + ": see scrm.rest.Answers");
            }
        }
        return body;
    }

    private static List<HttpStatus> told(MethodParameter returned) {
        Answers answers = returned.getMethodAnnotation(Answers.class);
        if (answers != null) {
            return List.of(answers.value());
        }
        ResponseStatus status = returned.getMethodAnnotation(ResponseStatus.class);
        return List.of(status == null ? HttpStatus.OK : status.code());
    }
}
