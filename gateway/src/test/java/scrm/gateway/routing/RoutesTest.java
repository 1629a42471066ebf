package scrm.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

import scrm.rest.access.SharedResource;

class RoutesTest {
    private static final Pattern RESOURCE = Pattern.compile("\"/v1/corps/\\{corpId}/([a-z-]+)");

    private static RoutingProperties.Service service(String... resources) {
        return new RoutingProperties.Service(
                URI.create("http://127.0.0.1:1"), "any", List.of(resources), null, null, null);
    }

    @Test
    void twoServicesCannotHaveTheSameResource() {
        RoutingProperties twice = new RoutingProperties(
                Map.of("a", service("things"), "b", service("things")),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                1);
        assertThatThrownBy(() -> new Routes(twice)).hasMessageContaining("things is claimed by");
    }

    @Test
    void everyResourceThatAServiceDescribesIsRoutedToItAndNoOther() throws IOException {
        ConfigurableEnvironment environment = new StandardEnvironment();
        new YamlPropertySourceLoader()
                .load("routing", new ClassPathResource("scrm-gateway-routing.yaml"))
                .forEach(environment.getPropertySources()::addLast);
        RoutingProperties routing =
                Binder.get(environment).bindOrCreate("scrm.gateway.routing", RoutingProperties.class);

        for (var service : routing.services().entrySet()) {
            String module =
                    service.getKey().equals("channel") ? "channel-qrcode-service" : service.getKey() + "-service";
            String described = Files.readString(Path.of("..", module, "openapi.json"));
            Set<String> resources = RESOURCE.matcher(described)
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.toSet());
            for (SharedResource shared : SharedResource.values()) {
                resources.remove(shared.segment()); // go by the prefix of their id
            }
            assertThat(service.getValue().resources()).as(module).containsExactlyInAnyOrderElementsOf(resources);
        }
    }
}
