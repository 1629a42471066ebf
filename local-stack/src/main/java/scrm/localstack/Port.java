package scrm.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of 127.0.0.1. */
final class Port {
    private Port() {}

    /** The wished one if it is free, else any free one; 0 wishes nothing. */
    static int free(int wished) {
        try (ServerSocket socket = new ServerSocket(wished, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            if (wished == 0) {
                throw new UncheckedIOException("No port of 127.0.0.1 is free", e);
            }
            return free(0);
        }
    }
}
