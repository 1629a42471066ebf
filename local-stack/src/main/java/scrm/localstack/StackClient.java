package scrm.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A running stack as seen from outside, from the supervisor's process or another: its gateway, simulator and clock. */
public final class StackClient {
    private static final Duration TOKEN_LIFETIME = Duration.ofHours(12);
    private static final String EVERY_SCOPE =
            "tags:read tags:write groups:read groups:write sop:read sop:write channels:read channels:write "
                    + "audit:read ops:read ops:write";

    private final Path home;
    private final URI gateway;
    private final @Nullable URI simulator;

    StackClient(Path home, URI gateway, @Nullable URI simulator) {
        this.home = home;
        this.gateway = gateway;
        this.simulator = simulator;
    }

    /** Of the stack that runs from that folder and has come up. */
    public static Optional<StackClient> running(Path home) {
        return StackState.running(home)
                .filter(StackState::isReady)
                .map(state -> new StackClient(
                        home,
                        URI.create(state.urls().getOrDefault(Service.GATEWAY.module(), "")),
                        Optional.ofNullable(state.urls().get("simulator"))
                                .map(URI::create)
                                .orElse(null)));
    }

    /** Where the gateway serves. */
    public URI gateway() {
        return gateway;
    }

    /** The simulated WeCom's control interface. @throws Failure if a real WeCom is used */
    public Json simulator() {
        if (simulator == null) {
            throw new Failure("There is no simulator: this stack was started with a WeCom of its own");
        }
        return new Json(simulator, null);
    }

    /** Lets one corp's people act; acts and parameters are told by the simulator's README. */
    public JsonNode act(String corpId, String act, Map<String, Object> parameters) {
        return simulator().post("/simulator/corps/" + corpId + "/people/" + act, parameters);
    }

    /** REST at the gateway below {@code /v1/corps/{corpId}}, with every right for this corp and none for others. */
    public Json rest(String corpId) {
        return new Json(URI.create(gateway + "/v1/corps/" + corpId), token(corpId));
    }

    /** REST at the gateway, with every right for all corps. */
    public Json everyCorp() {
        return new Json(gateway, token("*"));
    }

    /** A token with every right for this corp and none for others; {@code *}: for all. */
    public String token(String corp) {
        try {
            return DevelopmentIssuer.in(home).token(List.of(corp), EVERY_SCOPE, TOKEN_LIFETIME);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where WeCom posts this corp's callbacks. */
    public URI callbackUrl(String corpId) {
        return URI.create(gateway + "/wecom/callback/" + corpId);
    }

    /** One more development corp in China. */
    public DevelopmentCorp addCorp(String corpId, String name, boolean callbacks) {
        return addCorp(corpId, name, "Asia/Shanghai", callbacks);
    }

    /**
     * One more development corp, in the simulator and in the file of corps, which the services read again by
     * themselves.
     *
     * @param timezone whose clocks it lives by
     * @param callbacks whether the simulator posts its callbacks to the gateway; else they are only logged
     */
    public DevelopmentCorp addCorp(String corpId, String name, String timezone, boolean callbacks) {
        try {
            DevelopmentCorp corp = DevelopmentCorp.added(home.resolve("corps.yaml"), corpId, name, timezone);
            simulator()
                    .post(
                            "/simulator/corps",
                            corp.definition(callbacks ? callbackUrl(corpId).toString() : null));
            return corp;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Moves the clocks of services and simulator ahead; they cannot go back, for data would come from the future. */
    public void advance(Duration time) {
        try {
            Path draft = home.resolve("clock.draft");
            Files.writeString(draft, ahead().plus(time).toString());
            Files.move(draft, home.resolve("clock"), StandardCopyOption.ATOMIC_MOVE);
            simulator().post("/simulator/clock", Map.of("advance", time.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By how much those clocks are ahead of the system's. */
    public Duration ahead() throws IOException {
        Path clock = home.resolve("clock");
        return Files.exists(clock) ? Duration.parse(Files.readString(clock).strip()) : Duration.ZERO;
    }
}
