package scrm.group;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import scrm.events.CorpId;
import scrm.events.Event;
import scrm.messaging.KafkaEventRecords;
import scrm.messaging.Trace;
import scrm.simulator.CorpDefinition;
import scrm.wecom.callback.CallbackCodec;
import scrm.wecom.callback.CallbackKeys;
import scrm.wecom.callback.CallbackQuery;

/** Takes the simulator's signed callbacks and publishes what they say, as the gateway does. */
public final class CallbackGateway implements AutoCloseable {
    private final CallbackCodec codec = new CallbackCodec();
    private final KafkaEventRecords records;
    private final KafkaProducer<String, byte[]> producer;
    private final HttpServer server;

    public CallbackGateway(KafkaEventRecords records, String bootstrap) {
        this.records = records;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", "0"),
                new StringSerializer(),
                new ByteArraySerializer());
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    /** What WeCom and the service under test know of a corp. */
    public static CorpDefinition corp(String corpId) {
        return CorpDefinition.of(corpId).withCallback("token" + corpId, "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG");
    }

    /** Where a corp's callbacks go. */
    public URI url(String corpId) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/wecom/callback/" + corpId);
    }

    /** Publishes an event and waits until Kafka has it. */
    public void publish(Event event) {
        try {
            producer.send(record(event)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private ProducerRecord<String, byte[]> record(Event event) {
        return Trace.call(null, () -> records.of(event));
    }

    private void take(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        CorpDefinition corp = corp(path.substring(path.lastIndexOf('/') + 1));
        publish(codec.open(
                new CallbackKeys(new CorpId(corp.corpId()), corp.callbackToken(), corp.callbackAesKey()),
                CallbackQuery.parse(exchange.getRequestURI().getRawQuery()),
                exchange.getRequestBody().readAllBytes()));
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        producer.close();
    }
}
