// A range of network addresses, as administrators write it: 192.0.2.7, 192.0.2.0/24, 2001:db8::/32.
package org.jigit.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A range of network addresses: those whose first bits are the same (CIDR, RFC 4632).
 *
 * @param address one of them
 * @param bits how many bits they share
 */
public record Network(InetAddress address, int bits) {
    /** What only an address looks like, never a name, so that reading it asks no name server. */
    private static final Pattern LITERAL = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

    /** Reads an address, or an address and a number of bits; empty when it is neither. */
    public static Optional<Network> read(String text) {
        String[] parts = text.strip().split("/", 2);
        if (!LITERAL.matcher(parts[0]).matches() || (parts.length == 2 && !parts[1].matches("\\d{1,3}"))) {
            return Optional.empty();
        }
        try {
            InetAddress address = InetAddress.getByName(parts[0]);
            int all = address.getAddress().length * 8;
            int bits = parts.length == 2 ? Integer.parseInt(parts[1]) : all;
            return bits > all ? Optional.empty() : Optional.of(new Network(address, bits));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Whether an address is in this range; one of the other family never is. */
    public boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] others = other.getAddress();
        if (mine.length != others.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((mine[bit / 8] & mask) != (others[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** Whether an address, as a container tells it, is in any of these ranges. */
    public static boolean anyContains(Iterable<String> ranges, String sender) {
        Optional<Network> from = read(sender.replaceFirst("%.*", ""));
        for (String range : ranges) {
            if (from.isPresent()
                    && read(range)
                            .filter(known -> known.contains(from.get().address))
                            .isPresent()) {
                return true;
            }
        }
        return false;
    }
}
