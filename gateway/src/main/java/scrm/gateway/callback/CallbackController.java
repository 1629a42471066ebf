package scrm.gateway.callback;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import scrm.wecom.callback.CallbackQuery;
import scrm.wecom.callback.CallbackRejected;

/**
 * WeCom's way in. The query is judged before the body is read, the body before it is parsed; {@code success} means that
 * the event is durable. Runs on virtual threads: waiting for the broker costs no platform thread. Sources: documents
 * 90930, 90238.
 */
@RestController
@RequestMapping("/wecom/callback/{corpId}")
class CallbackController {
    private static final byte[] SUCCESS = "success".getBytes(StandardCharsets.US_ASCII);

    private final AcceptCallback acceptCallback;
    private final CallbackMetrics metrics;
    private final CallbackProperties properties;

    CallbackController(AcceptCallback acceptCallback, CallbackMetrics metrics, CallbackProperties properties) {
        this.acceptCallback = acceptCallback;
        this.metrics = metrics;
        this.properties = properties;
    }

    /** The URL check: answered with the bare text, no quotes, no newline, within a second. */
    @GetMapping
    void check(@PathVariable String corpId, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            String echo = acceptCallback.echo(corpId, CallbackQuery.parse(request.getQueryString()));
            answer(response, echo.getBytes(StandardCharsets.US_ASCII));
        } catch (CallbackRejected e) {
            metrics.rejected(e.reason());
            throw e;
        }
    }

    /** An event. */
    @PostMapping
    void receive(@PathVariable String corpId, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        long start = System.nanoTime();
        try {
            AcceptCallback.Admitted admitted =
                    acceptCallback.admit(corpId, CallbackQuery.parse(request.getQueryString()));
            byte[] body = CallbackBody.read(request, properties.bodyTimeout());
            AcceptCallback.Accepted accepted = acceptCallback.accept(admitted, body);
            metrics.accepted(accepted, System.nanoTime() - start);
            answer(response, SUCCESS);
        } catch (CallbackRejected e) {
            metrics.rejected(e.reason());
            throw e;
        }
    }

    private static void answer(HttpServletResponse response, byte[] text) throws IOException {
        response.setContentType(MediaType.TEXT_PLAIN_VALUE);
        response.setContentLength(text.length);
        response.getOutputStream().write(text);
    }
}
