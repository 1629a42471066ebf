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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;

import scrm.localstack.Json;
import scrm.localstack.Pause;
import scrm.simulator.callback.SignedCallback;

/** The gateway's callback door as a stranger knocks at it; keeps every answer. */
final class Intake {
    /** Nobody answered. */
    static final int NO_ANSWER = 0;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final List<Answer> answers = new ArrayList<>();

    /**
     * @param status the HTTP status, or {@link #NO_ANSWER}
     * @param body as text
     */
    record Answer(int status, String body) {
        /** Whether the callback was taken. */
        boolean isAccepted() {
            return status / 100 == 2;
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
            return kept(new Answer(response.statusCode(), response.body()));
        } catch (IOException e) {
            return kept(new Answer(NO_ANSWER, ""));
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
                    return kept(new Answer(
                            Integer.parseInt(all.substring(9, 12)), all.substring(Math.max(0, all.indexOf('{')))));
                }
                Pause.briefly();
            }
        } catch (IOException e) {
            // Hung up on: an answer too.
        }
        return kept(new Answer(NO_ANSWER, ""));
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

    private Answer kept(Answer answer) {
        synchronized (answers) {
            answers.add(answer);
        }
        return answer;
    }

    /** How often each status was answered. */
    Map<Integer, Integer> statuses() {
        Map<Integer, Integer> statuses = new TreeMap<>();
        synchronized (answers) {
            answers.forEach(answer -> statuses.merge(answer.status(), 1, Integer::sum));
        }
        return statuses;
    }

    /** How many were taken. */
    long accepted() {
        synchronized (answers) {
            return answers.stream().filter(Answer::isAccepted).count();
        }
    }

    /** Whether all others were refused in the form that every refusal has. */
    boolean refusesWell() {
        synchronized (answers) {
            return answers.stream().allMatch(answer -> answer.isAccepted() || answer.isProblem());
        }
    }

    /** In how many answers one of these can be read. */
    long leaks(String... secrets) {
        synchronized (answers) {
            return answers.stream()
                    .filter(answer -> List.of(secrets).stream().anyMatch(answer.body()::contains))
                    .count();
        }
    }
}
