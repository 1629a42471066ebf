package scrm.rest.audit;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import scrm.messaging.erasure.ContactTraces;

/** Has the audit log forget erased contacts, where there are both. */
@AutoConfiguration(after = AuditAutoConfiguration.class)
@ConditionalOnClass(ContactTraces.class)
@ConditionalOnBean(JdbcAudit.class)
class AuditTracesAutoConfiguration {
    @Bean
    JdbcAuditTraces auditTraces(JdbcClient client, TransactionTemplate transaction) {
        return new JdbcAuditTraces(client, transaction);
    }
}
