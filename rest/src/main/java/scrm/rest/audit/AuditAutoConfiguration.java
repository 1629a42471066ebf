package scrm.rest.audit;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

import scrm.rest.RestProperties;

/** The audit log, wherever there is a database to keep it in. */
@AutoConfiguration(
        afterName = "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration",
        beforeName = {
            "org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizationAutoConfiguration",
            "org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration"
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(JdbcClient.class)
@ConditionalOnProperty(name = "scrm.rest.audit.enabled", matchIfMissing = true)
@EnableConfigurationProperties(AuditProperties.class)
@EnableScheduling
class AuditAutoConfiguration {
    /** Behind Idempotency-Key (-50): what is answered again is not done again. */
    private static final int ORDER = -40;

    @Bean
    JdbcAudit audit(JdbcClient jdbc) {
        return new JdbcAudit(jdbc);
    }

    @Bean
    AuditedEffect auditedEffect(JdbcAudit audit) {
        return new AuditedEffect(audit);
    }

    @Bean
    UnauditedReads unauditedReads() {
        return new UnauditedReads();
    }

    @Bean
    AuditPurge auditPurge(JdbcAudit audit, AuditProperties properties) {
        return new AuditPurge(audit, properties.retention());
    }

    @Bean
    AuditController auditController(JdbcAudit audit, RestProperties properties) {
        return new AuditController(audit, properties);
    }

    @Bean
    FilterRegistrationBean<AuditFilter> auditFilter(
            JdbcAudit audit,
            JsonMapper json,
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mapping,
            @Qualifier("requestMappingHandlerAdapter") ObjectProvider<RequestMappingHandlerAdapter> adapter) {
        FilterRegistrationBean<AuditFilter> registration = new FilterRegistrationBean<>(
                new AuditFilter(audit, new EarlierState(mapping, adapter), new MaskedJson(json)));
        registration.setOrder(ORDER);
        return registration;
    }
}
