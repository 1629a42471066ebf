package scrm.wecom;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import scrm.events.CorpId;

/** The corps of {@code SCRM_CORPS_FILE}. */
@AutoConfiguration
@EnableConfigurationProperties(WeComProperties.class)
class CorpsConfiguration {
    private static final Duration CHECK_EVERY = Duration.ofSeconds(1);

    @Bean
    @ConditionalOnMissingBean
    Corps weComCorps(WeComProperties properties) {
        String file = properties.corpsFile();
        if (file == null || file.isBlank()) {
            LoggerFactory.getLogger(Corps.class)
                    .warn("No corp is served: let SCRM_CORPS_FILE name the YAML file with the corps");
            return new NoCorps();
        }
        return new FileCorps(Path.of(file.strip()), CHECK_EVERY);
    }

    /** What is served without a corps file. */
    private static final class NoCorps implements Corps {
        @Override
        public Optional<Corp> find(CorpId corpId) {
            return Optional.empty();
        }

        @Override
        public Collection<Corp> all() {
            return List.of();
        }
    }
}
