package scrm.localstack.faults;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** All that Redis holds, looked at from outside by the few words of its protocol that it takes. */
record RedisContent(int port) {
    /** Whether some key or value has this text in it. */
    boolean holds(String text) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            // Dumps show what they hold only if it is not compressed.
            ask(out, in, "CONFIG", "SET", "rdbcompression", "no");
            for (String key : ask(out, in, "KEYS", "*")) {
                if (key.contains(text) || ask(out, in, "DUMP", key).stream().anyMatch(value -> value.contains(text))) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> ask(OutputStream out, InputStream in, String... words) throws IOException {
        StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            command.append("$%d\r\n%s\r\n".formatted(word.length(), word));
        }
        out.write(command.toString().getBytes(StandardCharsets.ISO_8859_1));
        List<String> answer = new ArrayList<>();
        read(in, answer);
        return answer;
    }

    /** Takes bytes for characters, one for one. */
    private static void read(InputStream in, List<String> into) throws IOException {
        String line = line(in);
        int count = switch (line.charAt(0)) {
            case '$', '*' -> Integer.parseInt(line.substring(1));
            case '-' -> throw new IOException("Redis answers " + line);
            default -> -1;
        };
        if (line.charAt(0) == '*') {
            for (int i = 0; i < count; i++) {
                read(in, into);
            }
        } else if (count >= 0) {
            into.add(new String(in.readNBytes(count), StandardCharsets.ISO_8859_1));
            in.readNBytes(2);
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int each = in.read(); each != '\n'; each = in.read()) {
            if (each < 0) {
                throw new IOException("Redis hung up");
            }
            if (each != '\r') {
                line.append((char) each);
            }
        }
        return line.toString();
    }
}
