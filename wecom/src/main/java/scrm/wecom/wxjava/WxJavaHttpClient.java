package scrm.wecom.wxjava;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.client.ResponseHandler;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.conn.ClientConnectionManager;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.params.HttpParams;
import org.apache.http.protocol.HttpContext;

/** An HTTP client whose calls end in time as a whole: a read timeout alone lets a reply drip for ever. */
@SuppressWarnings("deprecation") // Two methods of an old interface must be there; nobody calls them.
final class WxJavaHttpClient extends CloseableHttpClient {
    private final CloseableHttpClient client;
    private final Duration patience;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("wecom-http-timer").daemon().factory());

    /** @param patience for one call, from asking for a connection to the last byte of the reply */
    WxJavaHttpClient(CloseableHttpClient client, Duration patience) {
        this.client = client;
        this.patience = patience;
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public <T> T execute(HttpUriRequest request, ResponseHandler<? extends T> handler) throws IOException {
        ScheduledFuture<?> end = timer.schedule(request::abort, patience.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return client.execute(request, handler);
        } finally {
            end.cancel(false);
        }
    }

    @Override
    protected CloseableHttpResponse doExecute(HttpHost target, HttpRequest request, HttpContext context)
            throws IOException {
        return client.execute(target, request, context);
    }

    @Override
    public void close() throws IOException {
        timer.shutdownNow();
        client.close();
    }

    @Override
    public HttpParams getParams() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ClientConnectionManager getConnectionManager() {
        throw new UnsupportedOperationException();
    }
}
