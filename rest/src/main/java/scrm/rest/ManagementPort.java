package scrm.rest;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Puts the management port 1000 above the server's, unless {@code management.server.port} is set. */
final class ManagementPort implements EnvironmentPostProcessor {
    private static final int ABOVE = 1000;

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (environment.containsProperty("management.server.port")) {
            return;
        }
        Integer port = environment.getProperty("server.port", Integer.class);
        if (port != null && port >= 0) {
            int management = port == 0 ? 0 : port + ABOVE;
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource("managementPort", Map.of("management.server.port", management)));
        }
    }
}
