package scrm.rest.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import scrm.events.Id;
import scrm.rest.IfMatch;
import scrm.rest.PageRequest;
import scrm.rest.RestProperties;

/** The description at {@code /v3/api-docs}. */
@AutoConfiguration
@ConditionalOnClass(SpringDocUtils.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty(name = "springdoc.api-docs.enabled", matchIfMissing = true)
class OpenApiAutoConfiguration {
    static {
        for (Class<?> id : Id.class.getPermittedSubclasses()) {
            SpringDocUtils.getConfig().replaceWithSchema(id, new StringSchema());
        }
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(PageRequest.class, IfMatch.class);
    }

    @Bean
    @ConditionalOnMissingBean
    OpenAPI openApi(Environment environment) {
        return new OpenAPI()
                .info(new Info()
                        .title(environment.getProperty("spring.application.name", "scrm"))
                        .version("v1"))
                // Wherever it is read from: the gateway's address is not the service's.
                .servers(List.of(new Server().url("/")));
    }

    @Bean
    OneTypePerName oneTypePerName() {
        return new OneTypePerName();
    }

    @Bean
    Conventions conventions(RestProperties properties) {
        return new Conventions(properties.publicPaths());
    }
}
