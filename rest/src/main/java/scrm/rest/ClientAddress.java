package scrm.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;

/**
 * The address that a client of a public page comes from, for counting and nothing else: whoever reaches a service past
 * the gateway can write what he likes.
 */
public final class ClientAddress {
    /** Set by the gateway on public pages, whatever a client sent under this name. */
    public static final String HEADER = "Client-Address";

    private ClientAddress() {}

    /** What the gateway says, or else the other end of the connection. */
    public static String of(HttpServletRequest request) {
        return Objects.requireNonNullElse(request.getHeader(HEADER), request.getRemoteAddr());
    }
}
