package scrm.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import scrm.events.ExternalContactEvent.ExternalContactAdded;
import scrm.wecom.callback.CallbackCodec;
import scrm.wecom.callback.CallbackKeys;
import scrm.wecom.callback.CallbackQuery;

/**
 * The peer of J2: what a callback asks for is done in the handler's own thread, as soon as the callback is answered:
 * the contact is read, welcomed, tagged and saved. Nothing is kept for whom the process does not live long enough, and
 * a pool whose threads wait for {@code mark_tag} lets welcomes wait. It knows its tags beforehand.
 */
final class InlineHandler {
    /** As many as Tomcat has if nobody says anything. */
    private static final int THREADS = 200;

    /** Calls of {@code mark_tag} at once in one corp; beyond, WeCom answers 45033. */
    private static final int MARKS_AT_ONCE = 5;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final CallbackCodec codec = new CallbackCodec();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final Map<String, Semaphore> marks = new ConcurrentHashMap<>();
    private final String wecom;
    private final Map<String, CallbackKeys> corps;
    private final Map<String, String> tags;
    private final HikariDataSource database;

    private InlineHandler(
            String wecom, Map<String, CallbackKeys> corps, Map<String, String> tags, HikariDataSource database) {
        this.wecom = wecom;
        this.corps = corps;
        this.tags = tags;
        this.database = database;
    }

    /** Serves; {@code BENCH_TAGS} holds a JSON object with a tag id for each corp. */
    public static void main(String[] args) throws IOException, SQLException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "4096");
        Map<String, String> tags = new ConcurrentHashMap<>();
        JSON.readTree(setting("BENCH_TAGS")).forEachEntry((corp, tag) -> tags.put(corp, tag.asString()));
        Map<String, CallbackKeys> corps = new ConcurrentHashMap<>();
        BenchCorps.keysOfFirst(tags.size())
                .forEach(keys -> corps.put(keys.corpId().value(), keys));
        HikariDataSource database = new HikariDataSource();
        database.setJdbcUrl(setting("SCRM_MYSQL_URL"));
        database.setUsername(setting("SCRM_MYSQL_USER"));
        database.setPassword(setting("SCRM_MYSQL_PASSWORD"));
        database.setMaximumPoolSize(12);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS inline_contact (id BIGINT AUTO_INCREMENT PRIMARY KEY,"
                    + " corp_id VARCHAR(64), external_userid VARCHAR(64), userid VARCHAR(64), state VARCHAR(64),"
                    + " name VARCHAR(255), tag_id VARCHAR(64))");
        }
        InlineHandler handler = new InlineHandler(setting("SCRM_WECOM_BASE_URL"), corps, tags, database);
        HttpServer server = server(Integer.parseInt(setting("SERVER_PORT")));
        server.setExecutor(Executors.newFixedThreadPool(THREADS));
        server.createContext("/wecom/callback/", handler::handle);
        server.start();
        HttpServer management = server(Integer.parseInt(setting("MANAGEMENT_SERVER_PORT")));
        management.createContext("/", exchange -> answer(exchange, "UP"));
        management.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String corp = path.substring(path.lastIndexOf('/') + 1);
        var event = codec.open(
                Objects.requireNonNull(corps.get(corp)),
                CallbackQuery.parse(exchange.getRequestURI().getRawQuery()),
                exchange.getRequestBody().readAllBytes());
        answer(exchange, "success");
        if (event instanceof ExternalContactAdded added && added.welcomeCode() != null) {
            try {
                added(corp, added);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException | SQLException | RuntimeException e) {
                System.err.println("a contact was not handled: " + e);
            }
        }
    }

    private void added(String corp, ExternalContactAdded added) throws IOException, InterruptedException, SQLException {
        JsonNode contact = call(
                HttpRequest.newBuilder(uri("externalcontact/get", corp, "&external_userid=" + added.externalUserId())));
        String name = contact.path("external_contact").path("name").asString();
        post(
                "externalcontact/send_welcome_msg",
                corp,
                Map.of(
                        "welcome_code",
                        Objects.requireNonNull(added.welcomeCode()).value(),
                        "text",
                        Map.of("content", "Welcome, " + name)));
        String tag = Objects.requireNonNull(tags.get(corp));
        Semaphore free = marks.computeIfAbsent(corp, _ -> new Semaphore(MARKS_AT_ONCE));
        free.acquire();
        try {
            post(
                    "externalcontact/mark_tag",
                    corp,
                    Map.of(
                            "userid",
                            added.userId().value(),
                            "external_userid",
                            added.externalUserId().value(),
                            "add_tag",
                            List.of(tag)));
        } finally {
            free.release();
        }
        try (Connection connection = database.getConnection();
                PreparedStatement row = connection.prepareStatement("INSERT INTO inline_contact"
                        + " (corp_id, external_userid, userid, state, name, tag_id) VALUES (?, ?, ?, ?, ?, ?)")) {
            row.setString(1, corp);
            row.setString(2, added.externalUserId().value());
            row.setString(3, added.userId().value());
            row.setString(4, String.valueOf(added.state()));
            row.setString(5, name);
            row.setString(6, tag);
            row.executeUpdate();
        }
    }

    private void post(String api, String corp, Map<String, ?> body) throws IOException, InterruptedException {
        JsonNode answer = call(HttpRequest.newBuilder(uri(api, corp, ""))
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
        if (answer.path("errcode").asInt() != 0) {
            throw new IOException(api + " answered " + answer);
        }
    }

    private JsonNode call(HttpRequest.Builder request) throws IOException, InterruptedException {
        return JSON.readTree(
                http.send(request.timeout(Duration.ofSeconds(15)).build(), HttpResponse.BodyHandlers.ofByteArray())
                        .body());
    }

    private URI uri(String api, String corp, String query) {
        String token = tokens.computeIfAbsent(corp, this::fetchToken);
        return URI.create(wecom + "/cgi-bin/" + api + "?access_token=" + token + query);
    }

    private String fetchToken(String corp) {
        try {
            return call(HttpRequest.newBuilder(URI.create(
                            wecom + "/cgi-bin/gettoken?corpid=" + corp + "&corpsecret=" + BenchCorps.SECRET)))
                    .path("access_token")
                    .asString();
        } catch (IOException e) {
            throw new IllegalStateException("no token", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("no token", e);
        }
    }

    private static HttpServer server(int port) throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String setting(String name) {
        return Objects.requireNonNull(System.getenv(name), name);
    }
}
