package scrm.localstack.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import tools.jackson.core.JacksonException;

import scrm.localstack.Json;
import scrm.localstack.Pause;
import scrm.simulator.callback.SignedCallback;

/** The gateway's callback door as a stranger knocks at it; judges and counts every answer, and keeps none. */
final class Intake {
    /** Nobody answered. */
    static final int NO_ANSWER = 0;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Set<String> secrets;
    private final Map<Integer, Integer> statuses = new ConcurrentSkipListMap<>();
    private final LongAdder ill = new LongAdder();
    private final LongAdder leaks = new LongAdder();

    /** @param secrets what no answer may tell */
    Intake(String... secrets) {
        this.secrets = Set.of(secrets);
    }

    /**
     * @param status the HTTP status, or {@link #NO_ANSWER}
     * @param body as text
     */
    record Answer(int status, String body) {
        /** Whether the callback was taken. */
        boolean isAccepted() {
            return Intake.isAccepted(status);
        }

        /** Whether it is a refusal in the form that every refusal has. */
        boolean isProblem() {
            try {
                return status / 100 == 4 && Json.MAPPER.readTree(body).hasNonNull("code");
            } catch (JacksonException e) {
                return false;
            }
        }
    }

    Answer post(URI url, SignedCallback callback) {
        return post(url, callback.query(), callback.body().getBytes(StandardCharsets.UTF_8));
    }

    Answer post(URI url, String query, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(query.isEmpty() ? "" + url : url + "?" + query))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "text/xml")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return judged(new Answer(response.statusCode(), response.body()));
        } catch (IOException e) {
            return judged(new Answer(NO_ANSWER, ""));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the gateway was asked", e);
        }
    }

    /** Announces a body and sends a byte of it now and then, until the other side has enough. */
    Answer postSlowly(URI url, String query, int announced) {
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(1);
            OutputStream out = socket.getOutputStream();
            out.write("POST %s?%s HTTP/1.1\r\nHost: scrm\r\nContent-Type: text/xml\r\nContent-Length: %d\r\n\r\n"
                    .formatted(url.getPath(), query, announced)
                    .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            for (int sent = 0; sent < announced; sent++) {
                out.write('<');
                String answer = readNow(in);
                if (answer.startsWith("HTTP/1.1 ")) {
                    Pause.briefly();
                    String all = answer + readNow(in);
                    return judged(new Answer(
                            Integer.parseInt(all.substring(9, 12)), all.substring(Math.max(0, all.indexOf('{')))));
                }
                Pause.briefly();
            }
        } catch (IOException e) {
            // Hung up on: an answer too.
        }
        return judged(new Answer(NO_ANSWER, ""));
    }

    private static String readNow(InputStream in) throws IOException {
        byte[] buffer = new byte[4096];
        try {
            int length = in.read(buffer);
            if (length < 0) {
                throw new IOException("hung up");
            }
            return new String(buffer, 0, length, StandardCharsets.UTF_8);
        } catch (SocketTimeoutException e) {
            return "";
        }
    }

    private Answer judged(Answer answer) {
        statuses.merge(answer.status(), 1, Integer::sum);
        if (!answer.isAccepted() && !answer.isProblem()) {
            ill.increment();
        }
        if (secrets.stream().anyMatch(answer.body()::contains)) {
            leaks.increment();
        }
        return answer;
    }

    /** How often each status was answered. */
    Map<Integer, Integer> statuses() {
        return new TreeMap<>(statuses);
    }

    /** How many were taken. */
    long accepted() {
        return statuses.entrySet().stream()
                .filter(status -> isAccepted(status.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Whether all others were refused in the form that every refusal has. */
    boolean refusesWell() {
        return ill.sum() == 0;
    }

    /** How many answers tell a secret. */
    long leaks() {
        return leaks.sum();
    }

    private static boolean isAccepted(int status) {
        return status / 100 == 2;
    }
}
