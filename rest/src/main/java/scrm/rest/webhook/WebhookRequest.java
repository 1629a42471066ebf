package scrm.rest.webhook;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Where events are to go, as a client writes it.
 *
 * @param url https, and a host with public addresses only
 * @param secret {@code whsec_} and the Base64 of 24 to 64 random bytes, as Standard Webhooks has it; never shown. On an
 *     edit absent: as it was
 */
public record WebhookRequest(
        @NotBlank @Size(max = 500) String url, @Nullable String secret) {
    @Override
    public String toString() {
        return "WebhookRequest[url=" + url + "]";
    }
}
