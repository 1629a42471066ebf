package scrm.gateway.callback;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import org.springframework.http.HttpHeaders;

import scrm.rest.Problem;
import scrm.rest.ProblemCode;
import scrm.rest.Refusal;
import scrm.wecom.callback.CallbackCodec;
import scrm.wecom.callback.CallbackRejected;
import scrm.wecom.callback.CallbackRejected.Reason;

/** Reads a callback's body from somebody who is not yet known: little memory, little time, no decompression. */
final class CallbackBody {
    private static final int LIMIT = CallbackCodec.MAX_BODY_BYTES;

    private CallbackBody() {}

    /**
     * The body as it came.
     *
     * @throws CallbackRejected ({@code TOO_LARGE}) at the first byte past the limit, or by its announced length
     * @throws Refusal 415 if it is compressed, 408 if it has not come in time
     */
    static byte[] read(HttpServletRequest request, Duration timeout) throws IOException {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new Refusal(
                    Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "text/xml").withReason("callback_encoding"));
        }
        long announced = request.getContentLengthLong();
        if (announced > LIMIT) {
            throw new CallbackRejected(Reason.TOO_LARGE);
        }
        try {
            return read(request.getInputStream(), announced, System.nanoTime() + timeout.toNanos());
        } catch (SocketTimeoutException e) {
            throw tooSlow();
        }
    }

    private static byte[] read(InputStream in, long announced, long deadline) throws IOException {
        byte[] body = new byte[announced < 0 ? 4096 : (int) announced];
        int length = 0;
        while (length != announced) {
            if (length == body.length) {
                body = Arrays.copyOf(body, Math.min(2 * length, LIMIT + 1));
            }
            int read = in.read(body, length, body.length - length);
            if (read < 0) {
                return Arrays.copyOf(body, length);
            }
            length += read;
            if (length > LIMIT) {
                throw new CallbackRejected(Reason.TOO_LARGE);
            }
            if (length != announced && System.nanoTime() - deadline > 0) {
                throw tooSlow();
            }
        }
        return body;
    }

    private static Refusal tooSlow() {
        return new Refusal(Problem.of(ProblemCode.REQUEST_TIMEOUT));
    }
}
