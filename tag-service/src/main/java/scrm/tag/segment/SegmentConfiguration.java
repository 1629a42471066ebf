package scrm.tag.segment;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SegmentConfiguration {
    /** Shows the one part of a condition that is given, without its other thirteen. */
    @Bean
    JsonMapperBuilderCustomizer conditionsAsTheyWereWritten() {
        return builder -> builder.addMixIn(Condition.class, GivenParts.class)
                .addMixIn(Condition.Days.class, GivenParts.class)
                .addMixIn(Condition.PersonalTag.class, GivenParts.class);
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private interface GivenParts {}
}
