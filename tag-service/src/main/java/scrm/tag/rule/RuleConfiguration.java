package scrm.tag.rule;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How conditions are written: of a dozen fields each has one, and the others are left out. */
@Configuration(proxyBeanMethods = false)
class RuleConfiguration {
    @Bean
    JsonMapperBuilderCustomizer conditionsWithoutNulls() {
        JsonInclude.Value given = JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS);
        return builder -> {
            for (Class<?> type : ConditionRequest.class.getDeclaredClasses()) {
                builder.withConfigOverride(type, override -> override.setInclude(given));
            }
            builder.withConfigOverride(ConditionRequest.class, override -> override.setInclude(given));
            builder.withConfigOverride(RuleDefinition.ActionRequest.class, override -> override.setInclude(given));
        };
    }
}
