package scrm.wecom.wxjava;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import me.chanjar.weixin.common.enums.WxType;
import me.chanjar.weixin.common.error.WxError;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.common.util.http.HttpClientType;
import me.chanjar.weixin.common.util.http.RequestHttp;
import me.chanjar.weixin.common.util.http.apache.ApacheSimpleGetRequestExecutor;
import me.chanjar.weixin.common.util.http.apache.ApacheSimplePostRequestExecutor;
import me.chanjar.weixin.common.util.http.apache.Utf8ResponseHandler;
import org.apache.http.HttpHost;
import org.apache.http.client.config.CookieSpecs;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.entity.ContentType;
import org.apache.http.entity.mime.HttpMultipartMode;
import org.apache.http.entity.mime.MultipartEntityBuilder;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.jspecify.annotations.Nullable;

/**
 * WxJava's request executors over a client of our own. WxJava's service above them is left out on purpose: it sleeps up
 * to 31 s on the caller's thread, repeats calls that must not be repeated, loses error codes, logs URLs with the token,
 * and its default client has ten connections.
 */
final class WxJavaHttp implements RequestHttp<CloseableHttpClient, HttpHost>, AutoCloseable {
    private final String base;
    private final CloseableHttpClient client;
    private final ApacheSimpleGetRequestExecutor get = new ApacheSimpleGetRequestExecutor(this);
    private final ApacheSimplePostRequestExecutor post = new ApacheSimplePostRequestExecutor(this);

    WxJavaHttp(String baseUrl, WxJavaProperties properties) {
        this.base = baseUrl + "/cgi-bin/";
        PoolingHttpClientConnectionManager connections = new PoolingHttpClientConnectionManager(60, TimeUnit.SECONDS);
        connections.setMaxTotal(properties.connections());
        connections.setDefaultMaxPerRoute(properties.connections());
        // A reply that is lost because the server closed an idle connection would leave a call in doubt.
        connections.setValidateAfterInactivity(500);
        this.client = new WxJavaHttpClient(
                HttpClients.custom()
                        .setConnectionManager(connections)
                        .setDefaultRequestConfig(RequestConfig.custom()
                                .setConnectTimeout(
                                        (int) properties.connectTimeout().toMillis())
                                .setSocketTimeout((int) properties.readTimeout().toMillis())
                                .setConnectionRequestTimeout(
                                        (int) properties.poolTimeout().toMillis())
                                .setCookieSpec(CookieSpecs.IGNORE_COOKIES)
                                .build())
                        .evictIdleConnections(15, TimeUnit.SECONDS)
                        .disableAutomaticRetries()
                        .disableRedirectHandling()
                        .disableCookieManagement()
                        .setUserAgent("scrm")
                        .build(),
                properties.totalTimeout());
    }

    /** @return the body of an answer with errcode 0 */
    String get(String path, Map<String, String> query) throws WxErrorException, IOException {
        return get.execute(url(path, query), null, WxType.CP);
    }

    /** @return the body of an answer with errcode 0 */
    String post(String path, Map<String, String> query, String json) throws WxErrorException, IOException {
        return post.execute(url(path, query), json, WxType.CP);
    }

    /**
     * Uploads a file. WxJava streams it in chunks of unknown total, which WeCom takes for an empty one, or goes over
     * the disk; hence our own form with its length.
     *
     * @return the body of an answer with errcode 0
     */
    String upload(String path, Map<String, String> query, String filename, byte[] content)
            throws WxErrorException, IOException {
        HttpPost request = new HttpPost(url(path, query));
        request.setEntity(MultipartEntityBuilder.create()
                .setMode(HttpMultipartMode.RFC6532)
                .addBinaryBody("media", content, ContentType.DEFAULT_BINARY, filename)
                .build());
        String body = client.execute(request, Utf8ResponseHandler.INSTANCE);
        WxError error = WxError.fromJson(body, WxType.CP);
        if (error.getErrorCode() != 0) {
            throw new WxErrorException(error);
        }
        return body;
    }

    @Override
    public CloseableHttpClient getRequestHttpClient() {
        return client;
    }

    @Override
    @SuppressWarnings("NullAway") // WxJava's way to say "no proxy"
    public @Nullable HttpHost getRequestHttpProxy() {
        return null;
    }

    @Override
    public HttpClientType getRequestType() {
        return HttpClientType.APACHE_HTTP;
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    private String url(String path, Map<String, String> query) {
        StringBuilder url = new StringBuilder(base).append(path);
        char separator = '?';
        for (Map.Entry<String, String> parameter : query.entrySet()) {
            url.append(separator)
                    .append(parameter.getKey())
                    .append('=')
                    .append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
            separator = '&';
        }
        return url.toString();
    }
}
