package scrm.sop.campaign;

import jakarta.validation.constraints.PositiveOrZero;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** @param approveAbove a message to more receivers than this needs a second person's approval */
@Validated
@ConfigurationProperties("scrm.campaign")
record CampaignProperties(
        @PositiveOrZero @DefaultValue("1000") long approveAbove) {}
