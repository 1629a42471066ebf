package scrm.benchmarks;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Sends prepared requests over a fixed number of kept-alive connections, one in flight on each. As small as a client
 * can be, for on a small machine it takes its time from the server that it measures.
 */
final class HttpLoad {
    private static final int LOST = -1;

    private final int port;
    private final int connections;

    /**
     * What came of it.
     *
     * @param statuses of each request, -1 if its connection broke
     * @param nanos that each took: from when it was due if there was a pace, else from when it was sent
     * @param seconds that all took
     */
    @SuppressWarnings("ArrayRecordComponent") // a hundred thousand figures, seen by this package alone
    record Outcome(int[] statuses, long[] nanos, double seconds) {
        double perSecond() {
            return statuses.length / seconds;
        }

        double millis(double percent) {
            long[] sorted = nanos.clone();
            Arrays.sort(sorted);
            return sorted[(int) Math.min(sorted.length - 1L, (long) (percent / 100 * sorted.length))] / 1e6;
        }

        /** How many had each status. */
        Map<Integer, Long> statusCounts() {
            return Arrays.stream(statuses)
                    .boxed()
                    .collect(Collectors.groupingBy(s -> s, TreeMap::new, Collectors.counting()));
        }

        long count(int status) {
            return Arrays.stream(statuses).filter(one -> one == status).count();
        }
    }

    HttpLoad(int port, int connections) {
        this.port = port;
        this.connections = connections;
    }

    /** A request as bytes. */
    static byte[] post(String pathAndQuery, byte[] body) {
        byte[] head = ("POST " + pathAndQuery
                        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/xml\r\nContent-Length: " + body.length
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    /** A request as a phone makes it. */
    static byte[] get(String pathAndQuery) {
        return ("GET " + pathAndQuery
                        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: Mozilla/5.0 (iPhone) MicroMessenger/8.0\r\n"
                        + "Accept: text/html\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** A request as a client of the API makes it. */
    static byte[] get(String pathAndQuery, String token) {
        return ("GET " + pathAndQuery
                        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\nAuthorization: Bearer " + token
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** As fast as answers come. */
    Outcome run(List<byte[]> requests) throws InterruptedException {
        return run(requests, Double.POSITIVE_INFINITY, new AtomicInteger());
    }

    /**
     * At a pace.
     *
     * @param perSecond how many are due each second, whether answers come or not
     * @param answered counts answers while they come
     */
    Outcome run(List<byte[]> requests, double perSecond, AtomicInteger answered) throws InterruptedException {
        int[] statuses = new int[requests.size()];
        long[] nanos = new long[requests.size()];
        AtomicInteger next = new AtomicInteger();
        long start = System.nanoTime();
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            for (int i = 0; i < connections; i++) {
                running.add(threads.submit(() -> {
                    Connection connection = new Connection();
                    for (int n = next.getAndIncrement(); n < statuses.length; n = next.getAndIncrement()) {
                        long due = perSecond == Double.POSITIVE_INFINITY
                                ? System.nanoTime()
                                : start + (long) (n / perSecond * 1e9);
                        awaitNanos(due);
                        statuses[n] = connection.send(requests.get(n));
                        nanos[n] = System.nanoTime() - due;
                        answered.incrementAndGet();
                    }
                    connection.close();
                    return null;
                }));
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        for (Future<?> one : running) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("The load could not be put on", e.getCause());
            }
        }
        return new Outcome(statuses, nanos, seconds);
    }

    private static void awaitNanos(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** One connection, opened when it is needed. */
    private final class Connection {
        private Socket socket = new Socket();
        private InputStream in = InputStream.nullInputStream();

        int send(byte[] request) {
            try {
                if (!socket.isConnected() || socket.isClosed()) {
                    socket = new Socket(InetAddress.getLoopbackAddress(), port);
                    socket.setTcpNoDelay(true);
                    socket.setSoTimeout(30_000);
                    in = new BufferedInputStream(socket.getInputStream(), 4096);
                }
                socket.getOutputStream().write(request);
                return answer();
            } catch (IOException e) {
                close();
                return LOST;
            }
        }

        private int answer() throws IOException {
            String statusLine = line();
            int status = Integer.parseInt(statusLine.substring(9, 12));
            int length = 0;
            boolean close = false;
            for (String header = line(); !header.isEmpty(); header = line()) {
                if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                    length = Integer.parseInt(header.substring(15).strip());
                } else if (header.equalsIgnoreCase("connection: close")) {
                    close = true;
                }
            }
            in.skipNBytes(length);
            if (close) {
                close();
            }
            return status;
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder(64);
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new EOFException();
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }

        void close() {
            try {
                socket.close();
            } catch (IOException e) {
                // it is gone either way
            }
        }
    }
}
