package scrm.rest.webhook;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells addresses of the internet from those that stand for something nearer: this host, its networks, or what a
 * translator makes of them. Of IPv6 only what is handed out as global unicast is public at all. An IPv4 address mapped
 * into IPv6 is an IPv4 address to Java. Source: IANA IPv4 and IPv6 Special-Purpose Address Registries, RFC 6890.
 */
final class PublicAddresses {
    private static final List<Block> SPECIAL_IPV4 = Stream.of(
                    "0.0.0.0/8", // this network
                    "10.0.0.0/8",
                    "100.64.0.0/10", // carrier-grade NAT
                    "127.0.0.0/8",
                    "169.254.0.0/16", // link-local, and clouds' metadata
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24", // 6to4 relays
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4", // multicast
                    "240.0.0.0/4") // reserved, and broadcast
            .map(Block::of)
            .toList();

    private static final Block GLOBAL_UNICAST = Block.of("2000::/3");

    private static final List<Block> SPECIAL_GLOBAL_UNICAST = Stream.of(
                    "2001::/23", // Teredo and other protocols
                    "2001:db8::/32",
                    "2002::/16", // 6to4: an IPv4 address inside
                    "3fff::/20")
            .map(Block::of)
            .toList();

    private PublicAddresses() {}

    static boolean contain(InetAddress address) {
        if (address instanceof Inet4Address) {
            return SPECIAL_IPV4.stream().noneMatch(block -> block.contains(address));
        }
        return GLOBAL_UNICAST.contains(address)
                && SPECIAL_GLOBAL_UNICAST.stream().noneMatch(block -> block.contains(address));
    }

    /** Addresses whose first bits are the same. */
    private record Block(InetAddress first, int bits) {
        static Block of(String text) {
            int slash = text.indexOf('/');
            return new Block(
                    InetAddress.ofLiteral(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
        }

        boolean contains(InetAddress address) {
            byte[] own = first.getAddress();
            byte[] other = address.getAddress();
            int whole = bits / 8;
            int mask = 0xFF00 >> (bits % 8) & 0xFF;
            return own.length == other.length
                    && Arrays.equals(own, 0, whole, other, 0, whole)
                    && (mask == 0 || (own[whole] & mask) == (other[whole] & mask));
        }
    }
}
