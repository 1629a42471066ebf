package scrm.rest.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Where a webhook may go: to https URLs whose host has public addresses only. What a name stands for is asked when a
 * connection is made, and the connection goes to the very addresses that were looked at; so a name that stands for
 * something else by then gets nowhere.
 */
final class Destinations {
    private static final int LAST_PORT = 65_535;

    /** Each is tried for some seconds, so a name with a hundred dead ones would hold up whoever tries them. */
    private static final int MOST_ADDRESSES = 4;

    private final Set<InetAddress> development;
    private final Names names;

    /** Finds the addresses of a host. */
    @FunctionalInterface
    interface Names {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /** A host has an address that is not public. Its message names neither. */
    static final class Refused extends UnknownHostException {
        Refused() {
            super("the host has an address that is not public");
        }
    }

    /** @param development addresses that may be called although they are not public, by http as well */
    Destinations(Set<InetAddress> development, Names names) {
        this.development = Set.copyOf(development);
        this.names = names;
    }

    /** What is wrong with a URL, as a field's code; says nothing of what its host's name stands for. */
    Optional<String> problem(URI url) {
        String host = url.getHost();
        if (host == null || url.getRawUserInfo() != null || url.getRawFragment() != null || url.getPort() > LAST_PORT) {
            return Optional.of("webhook_url");
        }
        Optional<InetAddress> literal = literal(host);
        if (literal.isPresent() && !admits(literal.get())) {
            return Optional.of("address_not_public");
        }
        boolean plain = "http".equalsIgnoreCase(url.getScheme())
                && literal.filter(development::contains).isPresent();
        return plain || "https".equalsIgnoreCase(url.getScheme()) ? Optional.empty() : Optional.of("webhook_url");
    }

    /**
     * The first few addresses of a host, every one of which is fit to be called.
     *
     * @throws Refused if one is not
     */
    InetAddress[] addresses(String host) throws UnknownHostException {
        InetAddress[] addresses = names.addresses(host);
        if (!Arrays.stream(addresses).allMatch(this::admits)) {
            throw new Refused();
        }
        return Arrays.copyOf(addresses, Math.min(addresses.length, MOST_ADDRESSES));
    }

    private boolean admits(InetAddress address) {
        return development.contains(address) || PublicAddresses.contain(address);
    }

    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
