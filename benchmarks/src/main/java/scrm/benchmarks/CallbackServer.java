package scrm.benchmarks;

import com.google.common.base.Splitter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import me.chanjar.weixin.cp.bean.message.WxCpXmlMessage;
import me.chanjar.weixin.cp.config.impl.WxCpDefaultConfigImpl;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.events.WeComEvent;
import scrm.gateway.GatewayApplication;
import scrm.messaging.EventJson;
import scrm.wecom.Corp;
import scrm.wecom.Corps;
import scrm.wecom.callback.CallbackCodec;
import scrm.wecom.callback.CallbackKeys;
import scrm.wecom.callback.CallbackQuery;

/** The gateway as it is, with what stands beside it served by the same Tomcat. */
final class CallbackServer {
    private CallbackServer() {}

    public static void main(String[] args) {
        new SpringApplicationBuilder(GatewayApplication.class, Peers.class).run(args);
    }

    @Configuration(proxyBeanMethods = false)
    @Import(PeerController.class)
    static class Peers {
        /** As bare as the callbacks' own path. */
        @Bean
        @Order(1)
        SecurityFilterChain peersNeedNoToken() {
            return new DefaultSecurityFilterChain(
                    PathPatternRequestMatcher.withDefaults().matcher("/peer/**"));
        }
    }

    @RestController
    static class PeerController {
        private static final byte[] SUCCESS = "success".getBytes(StandardCharsets.US_ASCII);

        private final Corps corps;
        private final JdbcTemplate jdbc;
        private final EventJson json;
        private final CallbackCodec codec = new CallbackCodec();
        private final KafkaProducer<String, byte[]> kafka;

        PeerController(Corps corps, JdbcTemplate jdbc, EventJson json, KafkaProperties kafka) {
            this.corps = corps;
            this.jdbc = jdbc;
            this.json = json;
            this.kafka = new KafkaProducer<>(
                    kafka.buildProducerProperties(), new StringSerializer(), new ByteArraySerializer());
            jdbc.execute("CREATE TABLE IF NOT EXISTS peer_callback"
                    + " (id BIGINT AUTO_INCREMENT PRIMARY KEY, event_key VARCHAR(255), payload MEDIUMTEXT)");
        }

        /** The limit: the request is read and answered. */
        @PostMapping("/peer/no-op/{corpId}")
        void noOp(@PathVariable String corpId, HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            request.getInputStream().readAllBytes();
            answer(response);
        }

        /** The usual way: WxJava parses, the same publication, the same wait. */
        @PostMapping("/peer/wxjava/{corpId}")
        void wxJava(@PathVariable String corpId, HttpServletRequest request, HttpServletResponse response)
                throws IOException, InterruptedException, ExecutionException, TimeoutException {
            Map<String, String> query =
                    Splitter.on('&').withKeyValueSeparator('=').split(request.getQueryString());
            String body = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            WxCpXmlMessage message = WxCpXmlMessage.fromEncryptedXml(
                    body, config(corpId), query.get("timestamp"), query.get("nonce"), query.get("msg_signature"));
            String key = corpId + "|" + message.getExternalUserId();
            byte[] value = message.getAllFieldsMap().entrySet().stream()
                    .map(field -> "\"" + field.getKey() + "\":\"" + field.getValue() + "\"")
                    .collect(Collectors.joining(",", "{", "}"))
                    .getBytes(StandardCharsets.UTF_8);
            kafka.send(new ProducerRecord<>("peer", key, value)).get(5, TimeUnit.SECONDS);
            answer(response);
        }

        /** The safe way without a broker: our path, but a row before the answer. */
        @PostMapping("/peer/mysql/{corpId}")
        void mysql(@PathVariable String corpId, HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            CallbackKeys keys = CallbackKeys.of(corp(corpId));
            WeComEvent event = codec.open(
                    keys,
                    CallbackQuery.parse(request.getQueryString()),
                    request.getInputStream().readAllBytes());
            jdbc.update(
                    "INSERT INTO peer_callback (event_key, payload) VALUES (?, ?)",
                    event.key(),
                    new String(json.write(event), StandardCharsets.UTF_8));
            answer(response);
        }

        private WxCpDefaultConfigImpl config(String corpId) {
            Corp corp = corp(corpId);
            WxCpDefaultConfigImpl config = new WxCpDefaultConfigImpl();
            config.setCorpId(corpId);
            config.setToken(corp.callbackToken());
            config.setAesKey(corp.callbackAesKey());
            return config;
        }

        private Corp corp(String corpId) {
            return corps.find(new CorpId(corpId)).orElseThrow();
        }

        private static void answer(HttpServletResponse response) throws IOException {
            response.setContentType("text/plain");
            response.setContentLength(SUCCESS.length);
            response.getOutputStream().write(SUCCESS);
        }
    }
}
