package scrm.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import scrm.events.CorpId;
import scrm.events.Event;
import scrm.simulator.CorpDefinition;
import scrm.wecom.callback.CallbackCodec;
import scrm.wecom.callback.CallbackKeys;
import scrm.wecom.callback.CallbackQuery;

/** Opens WeCom's signed callbacks to one corp and hands over what they say, as the gateway does. */
final class CallbackGateway implements AutoCloseable {
    private final CallbackCodec codec = new CallbackCodec();
    private final CorpDefinition corp;
    private final Consumer<Event> publisher;
    private final HttpServer server;

    /** @param publisher must not return before the event is durable */
    CallbackGateway(CorpDefinition corp, Consumer<Event> publisher) throws IOException {
        this.corp = corp;
        this.publisher = publisher;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    /** Where the corp's callbacks go. */
    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/wecom/callback/" + corp.corpId());
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            publisher.accept(codec.open(
                    new CallbackKeys(new CorpId(corp.corpId()), corp.callbackToken(), corp.callbackAesKey()),
                    CallbackQuery.parse(exchange.getRequestURI().getRawQuery()),
                    exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(200, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
