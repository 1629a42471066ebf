package scrm.gateway.doctor;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin;

import scrm.gateway.routing.RoutingProperties;
import scrm.rest.RestProperties;
import scrm.wecom.Corps;
import scrm.wecom.ExternalContacts;
import scrm.wecom.WeComProperties;
import scrm.wecom.callback.CallbackCodec;

/** Wires the checks, in the order in which they are told. */
@Configuration(proxyBeanMethods = false)
class DoctorConfiguration {
    private final Http http = new Http();

    @Bean
    Doctor doctor(List<Check> checks, DoctorProperties properties) {
        return new Doctor(checks, properties.counts());
    }

    @Bean
    CorpsCheck corpsCheck(Corps corps) {
        return new CorpsCheck(corps);
    }

    @Bean
    WeComCheck weComCheck(Corps corps, ExternalContacts contacts) {
        return new WeComCheck(corps, contacts);
    }

    @Bean
    CallbackCheck callbackCheck(Corps corps, CallbackCodec codec, Clock clock, DoctorProperties properties) {
        return new CallbackCheck(corps, codec, clock, http, properties.publicUrl());
    }

    @Bean
    ClockCheck clockCheck(Clock clock, WeComProperties wecom) {
        return new ClockCheck(clock, http, URI.create(wecom.baseUrl() + "/"));
    }

    @Bean
    KafkaCheck kafkaCheck(KafkaAdmin admin, Environment environment) {
        return new KafkaCheck(
                admin.getConfigurationProperties(), environment.getProperty("scrm.messaging.topic-prefix", ""));
    }

    @Bean
    JdbcCheck jdbcCheck(JdbcClient client, Clock clock) {
        return new JdbcCheck(client, clock);
    }

    @Bean
    RedisCheck redisCheck(RedisConnectionFactory connections) {
        return new RedisCheck(connections);
    }

    @Bean
    AddressCheck addressCheck(RestProperties rest, RoutingProperties routing) {
        return new AddressCheck(
                http,
                rest.auth().jwkSetUri(),
                routing.services().entrySet().stream()
                        .collect(Collectors.toMap(
                                service -> service.getKey(),
                                service -> service.getValue().url())));
    }
}
