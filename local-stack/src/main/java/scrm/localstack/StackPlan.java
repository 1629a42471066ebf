package scrm.localstack;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.stores.Ports;
import scrm.stores.StoresPlan;

/**
 * What to run.
 *
 * @param root the checkout, whose modules hold the executable jars
 * @param home the folder for data, logs and secrets; made if missing
 * @param database which server speaks the MySQL protocol
 * @param corpsFile corps to serve; null: two development corps of our own
 * @param wecomBaseUrl the WeCom to talk to; null: the simulator
 * @param gatewayPort the wish of whoever calls; 0: 8080, or any other if that is taken
 * @param usualPorts false takes free ports throughout, so that several stacks can run at once
 * @param jvmOptions for each service
 * @param webhookAddress the one address of this machine that webhooks may go to; otherwise they go to the internet
 *     alone, as in production
 */
public record StackPlan(
        Path root,
        Path home,
        StoresPlan.Database database,
        @Nullable Path corpsFile,
        @Nullable URI wecomBaseUrl,
        int gatewayPort,
        boolean usualPorts,
        List<String> jvmOptions,
        String webhookAddress) {
    /** Small and quick to start; a measurement takes others. */
    static final List<String> SMALL_JVM =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss512k", "-Xmx192m", "-XX:-UsePerfData");

    /** The stack that {@code up} runs if nothing else is said. */
    public static StackPlan usual(Path root, Path home) {
        return new StackPlan(root, home, StoresPlan.Database.MARIADB, null, null, 0, true, SMALL_JVM, "127.0.0.1");
    }

    /** The same on another database. */
    public StackPlan with(StoresPlan.Database other) {
        return new StackPlan(
                root, home, other, corpsFile, wecomBaseUrl, gatewayPort, usualPorts, jvmOptions, webhookAddress);
    }

    /** The same against a WeCom that is not the simulator. */
    public StackPlan withWeCom(@Nullable Path corps, @Nullable URI baseUrl) {
        return new StackPlan(root, home, database, corps, baseUrl, gatewayPort, usualPorts, jvmOptions, webhookAddress);
    }

    /** The same with the gateway on that port. */
    public StackPlan withGatewayPort(int port) {
        return new StackPlan(
                root, home, database, corpsFile, wecomBaseUrl, port, usualPorts, jvmOptions, webhookAddress);
    }

    /** The same on free ports, beside other stacks. */
    public StackPlan onFreePorts() {
        return new StackPlan(
                root, home, database, corpsFile, wecomBaseUrl, gatewayPort, false, jvmOptions, webhookAddress);
    }

    /** The usual port of something if it is wanted and free, else any that is. */
    int port(int usual) {
        return usualPorts ? Ports.preferably(usual) : Ports.free();
    }

    /** The same with other options for the services' JVMs. */
    public StackPlan withJvmOptions(List<String> options) {
        return new StackPlan(
                root, home, database, corpsFile, wecomBaseUrl, gatewayPort, usualPorts, options, webhookAddress);
    }

    /** The same with another address for webhooks. */
    public StackPlan withWebhooksTo(String address) {
        return new StackPlan(
                root, home, database, corpsFile, wecomBaseUrl, gatewayPort, usualPorts, jvmOptions, address);
    }
}
