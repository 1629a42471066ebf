package scrm.stores;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Small questions to a port of this machine. */
final class Probe {
    private static final int TIMEOUT_MILLIS = 1000;

    private Probe() {}

    /** Whether somebody listens there. */
    static boolean accepts(int port) {
        return firstBytesAfter(port, new byte[0], 0).isEmpty();
    }

    /**
     * Sends these bytes to a port and answers with the first {@code count} bytes that come back; {@code "-"} stands for
     * no connection or too few bytes.
     */
    static String firstBytesAfter(int port, byte[] request, int count) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request);
            byte[] answer = socket.getInputStream().readNBytes(count);
            return answer.length < count ? "-" : new String(answer, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "-";
        }
    }
}
