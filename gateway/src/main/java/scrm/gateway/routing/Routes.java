package scrm.gateway.routing;

import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

import scrm.rest.InvalidRequest;
import scrm.rest.access.SharedResource;

/**
 * Finds the service of a path by its resource: one look-up, however many routes there are.
 *
 * <p>A {@link SharedResource} belongs to every service. A job's id begins with the service's name ({@code tag-…}),
 * which decides {@code jobs/{id}}; a list of jobs names it: {@code jobs?service=tag}. The alternative,
 * {@code tag-groups/jobs}, would have taken paths from the resources, and asking all services would have made each list
 * as slow as the slowest.
 */
public final class Routes {
    private static final String CORPS = "/v1/corps/";
    private static final String DOCS = "/docs/openapi/";
    /** Of a list, where an id would stand. */
    private static final String EXPORT = "export";

    private static final Pattern SERVICE = Pattern.compile("(?:^|&)service=([a-z]+)(?:&|$)");

    private final Map<String, Route> byResource = new HashMap<>();
    private final Map<SharedResource, Map<String, Route>> byService = new EnumMap<>(SharedResource.class);
    private final Map<String, Route> byDescription = new HashMap<>();
    private final Map<String, Route> byPage = new HashMap<>();

    public Routes(RoutingProperties properties) {
        properties.services().forEach((name, service) -> {
            for (SharedResource shared : SharedResource.values()) {
                String pattern = CORPS + "{corpId}/" + shared.segment() + "/**";
                byService
                        .computeIfAbsent(shared, _ -> new HashMap<>())
                        .put(name, new Route(name, service.url(), shared.scope(service.scope()), pattern, null));
            }
            byDescription.put(
                    name, new Route(name, service.url(), service.scope(), DOCS + "{service}", "/v3/api-docs"));
            for (String resource : service.resources()) {
                add(byResource, resource, name, service, CORPS + "{corpId}/" + resource + "/**");
            }
            if (service.page() != null) {
                add(byPage, service.page(), name, service, "/" + service.page() + "/**");
            }
        });
    }

    private static void add(
            Map<String, Route> routes, String key, String name, RoutingProperties.Service service, String pattern) {
        Route other = routes.put(key, new Route(name, service.url(), service.scope(), pattern, null));
        if (other != null) {
            throw new IllegalStateException(key + " is claimed by " + other.service() + " and by " + name);
        }
    }

    /**
     * The route of a request, or null if no service has one.
     *
     * @throws InvalidRequest if it asks for what all services have and does not say whose
     */
    public @Nullable Route of(HttpServletRequest request) {
        String path = request.getRequestURI();
        if (!path.startsWith(CORPS)) {
            return path.startsWith(DOCS)
                    ? byDescription.get(path.substring(DOCS.length()))
                    : byPage.get(segment(path, 1));
        }
        int corpEnd = path.indexOf('/', CORPS.length());
        if (corpEnd < 0) {
            return null;
        }
        String resource = segment(path, corpEnd + 1);
        SharedResource shared = SharedResource.of(resource);
        return shared == null
                ? byResource.get(resource)
                : ofService(
                        byService.getOrDefault(shared, Map.of()),
                        segment(path, corpEnd + 1 + resource.length() + 1),
                        request.getQueryString());
    }

    private static @Nullable Route ofService(Map<String, Route> services, String id, @Nullable String query) {
        if (!id.isEmpty() && !id.equals(EXPORT)) {
            int dash = id.indexOf('-');
            return dash < 0 ? null : services.get(id.substring(0, dash));
        }
        Matcher service = SERVICE.matcher(query == null ? "" : query);
        Route route = service.find() ? services.get(service.group(1)) : null;
        if (route == null) {
            throw InvalidRequest.field(
                    "service",
                    "not_allowed",
                    String.join(", ", services.keySet().stream().sorted().toList()));
        }
        return route;
    }

    private static String segment(String path, int start) {
        if (start >= path.length()) {
            return "";
        }
        int end = path.indexOf('/', start);
        return end < 0 ? path.substring(start) : path.substring(start, end);
    }
}
