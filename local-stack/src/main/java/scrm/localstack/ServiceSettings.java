package scrm.localstack;

import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import scrm.stores.Ports;
import scrm.stores.StoreAddresses;

/** Where each service listens, and what it is told by its environment. Ports are chosen once and stay. */
final class ServiceSettings {
    private static final int MANAGEMENT_ABOVE = 1000;

    private final StackPlan plan;
    private final Map<Service, Integer> ports = new EnumMap<>(Service.class);
    private final Map<Service, Integer> managementPorts = new EnumMap<>(Service.class);

    ServiceSettings(StackPlan plan) {
        this.plan = plan;
        for (Service service : Service.values()) {
            int port = service == Service.GATEWAY ? gatewayPort() : plan.port(service.usualPort());
            ports.put(service, port);
            managementPorts.put(service, plan.port(port + MANAGEMENT_ABOVE));
        }
    }

    /** Where a service serves. */
    URI url(Service service) {
        return URI.create("http://127.0.0.1:" + ports.get(service));
    }

    /** Where a service tells about itself. */
    URI management(Service service) {
        return URI.create("http://127.0.0.1:" + managementPorts.get(service));
    }

    /** Where a service tells whether it is ready. */
    URI readiness(Service service) {
        return management(service).resolve("/actuator/health/readiness");
    }

    /**
     * The environment of a service.
     *
     * @param keys where the development issuer publishes its keys
     */
    Map<String, String> environment(
            Service service, StoreAddresses stores, URI wecomBaseUrl, Path corpsFile, URI keys) {
        Map<String, String> all = new LinkedHashMap<>(stores.settings(service.database()));
        all.put("SERVER_ADDRESS", "127.0.0.1");
        all.put("SERVER_PORT", String.valueOf(ports.get(service)));
        all.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
        all.put("MANAGEMENT_SERVER_PORT", String.valueOf(managementPorts.get(service)));
        // Replaying dead letters asks for no token: only where nobody else reaches the port.
        all.put("MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE", "health,prometheus,metrics,deadletters");
        all.put("SCRM_WECOM_BASE_URL", wecomBaseUrl.toString());
        all.put("SCRM_CORPS_FILE", corpsFile.toAbsolutePath().toString());
        all.put("SCRM_AUTH_ISSUER", DevelopmentIssuer.ISSUER);
        all.put("SCRM_AUTH_JWK_SET_URI", keys.toString());
        all.put("SCRM_AUTH_AUDIENCE", DevelopmentIssuer.AUDIENCE);
        all.put("SCRM_PUBLIC_URL", url(Service.GATEWAY).toString());
        all.put("SCRM_WEBHOOK_DEVELOPMENT_ADDRESSES", plan.webhookAddress());
        all.put("SCRM_GATEWAY_PORT", String.valueOf(ports.get(Service.GATEWAY)));
        all.put("SCRM_CALLBACK_GAP_DIR", inHome("callback-gaps"));
        all.put("SCRM_CLOCK_FILE", inHome("clock"));
        if (service == Service.SOP) {
            all.put("SCRM_SERVICE_TOKEN_FILE", inHome(ServiceToken.FILE));
            Stream.of(Service.TAG, Service.GROUP)
                    .forEach(target -> all.put(target.urlSetting(), url(target).toString()));
        }
        if (service == Service.GATEWAY) {
            Stream.of(Service.values())
                    .filter(target -> target != Service.GATEWAY)
                    .forEach(target -> all.put(target.urlSetting(), url(target).toString()));
        }
        return all;
    }

    /** Where one more instance of a service listens, and what time it keeps. */
    record Instance(int port, int managementPort, Path clock) {
        static Instance onFreePorts(Path clock) {
            return new Instance(Ports.free(), Ports.free(), clock);
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + port);
        }

        URI readiness() {
            return URI.create("http://127.0.0.1:" + managementPort + "/actuator/health/readiness");
        }

        /** What differs from the service's own environment. */
        Map<String, String> environment() {
            return Map.of(
                    "SERVER_PORT", String.valueOf(port),
                    "MANAGEMENT_SERVER_PORT", String.valueOf(managementPort),
                    "SCRM_CLOCK_FILE", clock.toAbsolutePath().toString());
        }
    }

    private String inHome(String name) {
        return plan.home().resolve(name).toAbsolutePath().toString();
    }

    private int gatewayPort() {
        if (plan.gatewayPort() == 0) {
            return plan.port(Service.GATEWAY.usualPort());
        }
        if (!Ports.isFree(plan.gatewayPort())) {
            throw new Failure("Port %d is taken: set SCRM_GATEWAY_PORT to another".formatted(plan.gatewayPort()));
        }
        return plan.gatewayPort();
    }
}
