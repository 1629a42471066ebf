package scrm.rest.idempotency;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request whose body has been read for its digest, and can be read again. */
final class KeyedRequest extends HttpServletRequestWrapper {
    private final byte @Nullable [] body;
    private final String digest;

    private KeyedRequest(HttpServletRequest request, byte @Nullable [] body, String digest) {
        super(request);
        this.body = body;
        this.digest = digest;
    }

    static KeyedRequest read(HttpServletRequest request) throws IOException, ServletException {
        String type = request.getContentType();
        if (type != null && type.regionMatches(true, 0, "multipart/form-data", 0, "multipart/form-data".length())) {
            return new KeyedRequest(request, null, digestOfParts(request)); // the container keeps the parts
        }
        byte[] body = request.getInputStream().readAllBytes();
        return new KeyedRequest(request, body, hex(sha256().digest(body)));
    }

    String digest() {
        return digest;
    }

    static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String digestOfParts(HttpServletRequest request) throws IOException, ServletException {
        MessageDigest digest = sha256();
        for (Part part : request.getParts()) {
            digest.update((part.getName() + '\n' + part.getSubmittedFileName() + '\n' + part.getSize() + '\n')
                    .getBytes(StandardCharsets.UTF_8));
            try (InputStream in = new DigestInputStream(part.getInputStream(), digest)) {
                in.transferTo(OutputStream.nullOutputStream()); // skipping would not reach the digest
            }
        }
        return hex(digest.digest());
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return body == null ? super.getInputStream() : new Again(body);
    }

    @Override
    public BufferedReader getReader() throws IOException {
        Charset charset =
                Charset.forName(Objects.requireNonNullElse(getCharacterEncoding(), StandardCharsets.UTF_8.name()));
        return new BufferedReader(new InputStreamReader(getInputStream(), charset));
    }

    private static final class Again extends ServletInputStream {
        private final ByteArrayInputStream in;

        Again(byte[] body) {
            in = new ByteArrayInputStream(body);
        }

        @Override
        public int read() {
            return in.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return in.read(target, offset, length);
        }

        @Override
        public boolean isFinished() {
            return in.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("keyed requests are read by blocking");
        }
    }
}
