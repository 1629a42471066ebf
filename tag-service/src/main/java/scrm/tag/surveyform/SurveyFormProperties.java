package scrm.tag.surveyform;

import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much the public page takes in a minute; what is more is 429.
 *
 * @param opensPerAddress pages shown to one address. Phones of one carrier share addresses, and behind a load balancer
 *     that the gateway cannot see past everybody does: raise the first two there
 * @param formsPerAddress forms from one address to one survey
 * @param formsPerLink forms by one personal link
 * @param formsPerSurvey forms to one survey by whatever link
 */
@Validated
@ConfigurationProperties("scrm.survey-form")
record SurveyFormProperties(
        @DefaultValue("300") @Positive int opensPerAddress,
        @DefaultValue("60") @Positive int formsPerAddress,
        @DefaultValue("10") @Positive int formsPerLink,
        @DefaultValue("6000") @Positive int formsPerSurvey) {}
