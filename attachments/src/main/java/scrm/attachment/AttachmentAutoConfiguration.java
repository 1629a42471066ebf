package scrm.attachment;

import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a service gets that says something to contacts. */
@AutoConfiguration(after = org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration.class)
class AttachmentAutoConfiguration {
    @Bean
    MediaContents mediaContents(JdbcClient jdbc) {
        return new JdbcMediaContents(jdbc);
    }

    @Bean
    KeepAttachments keepAttachments(MediaContents contents, Clock clock) {
        return new KeepAttachments(contents, clock);
    }
}
