package scrm.rest.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;

/**
 * Takes down where events are to go. Problems are told of the fields {@code webhook.url} and {@code webhook.secret}.
 */
@Service
public class KeepEndpoint {
    private final Endpoints endpoints;
    private final Destinations destinations;
    private final Clock clock;

    KeepEndpoint(Endpoints endpoints, Destinations destinations, Clock clock) {
        this.endpoints = endpoints;
        this.destinations = destinations;
        this.clock = clock;
    }

    /** @throws InvalidRequest naming everything that is wrong */
    @Transactional
    public EndpointId open(CorpId corpId, WebhookRequest request) {
        List<FieldProblem> problems = new ArrayList<>();
        if (request.secret() == null) {
            problems.add(new FieldProblem("webhook.secret", "required"));
        }
        URI url = check(request, problems);
        return endpoints.add(corpId, url, Objects.requireNonNull(secret(request)), clock.instant());
    }

    /**
     * Moves it; what is still owed goes to the new place.
     *
     * @throws InvalidRequest naming everything that is wrong
     */
    @Transactional
    public void edit(CorpId corpId, EndpointId id, WebhookRequest request) {
        URI url = check(request, new ArrayList<>());
        endpoints.edit(corpId, id, url, secret(request), clock.instant());
    }

    private URI check(WebhookRequest request, List<FieldProblem> problems) {
        URI url = null;
        try {
            url = new URI(request.url());
            destinations.problem(url).ifPresent(code -> problems.add(new FieldProblem("webhook.url", code)));
        } catch (URISyntaxException e) {
            problems.add(new FieldProblem("webhook.url", "webhook_url"));
        }
        String secret = request.secret();
        if (secret != null && !WebhookSecret.isWellFormed(secret)) {
            problems.add(new FieldProblem("webhook.secret", "webhook_secret"));
        }
        if (url == null || !problems.isEmpty()) {
            throw InvalidRequest.fields(problems);
        }
        return url;
    }

    private static @Nullable WebhookSecret secret(WebhookRequest request) {
        String secret = request.secret();
        return secret == null ? null : new WebhookSecret(secret);
    }
}
