package scrm.gateway.routing;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Swagger UI as files below {@code /docs}, so that this is the one path that an edge has to let through for it. */
@Configuration(proxyBeanMethods = false)
class DocsConfiguration implements WebMvcConfigurer {
    private static final String OURS = "classpath:/scrm/gateway/docs/";
    private static final String PAGE = "index.html";

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addRedirectViewController("/docs", "/docs/" + PAGE);
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/docs/**").addResourceLocations(OURS, fromItsJar());
    }

    /** The folder of the jar that has the version in its name. */
    private static String fromItsJar() {
        try {
            Resource[] pages = new PathMatchingResourcePatternResolver()
                    .getResources("classpath*:/META-INF/resources/webjars/swagger-ui/*/" + PAGE);
            if (pages.length == 0) {
                throw new IllegalStateException("The jar of Swagger UI is missing");
            }
            String page = pages[0].getURL().toString();
            return page.substring(0, page.length() - PAGE.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
