// Which network addresses Jira may be made to talk to.
package org.jigit.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;

/**
 * Loopback, link-local, metadata and unspecified addresses are refused; private ones need a system administrator's consent. The
 * system property {@code jigit.allow.loopback} opens loopback, and plain HTTP to it, for tests on one machine.
 */
public final class Addresses {
    private static final String LOOPBACK = "jigit.allow.loopback";

    private Addresses() {}

    /** Whether this JVM was started for tests on one machine. */
    public static boolean loopbackAllowed() {
        return Boolean.getBoolean(LOOPBACK);
    }

    /** Refuses an address by its scheme: HTTPS only, without a user name. */
    public static void checkForm(URI address) {
        String host = address.getHost();
        if (host == null || address.getRawUserInfo() != null || address.getRawFragment() != null) {
            throw new Outbound.Refused(
                    "address_not_allowed", "expected an address with a host and without a user name");
        }
        boolean https = "https".equalsIgnoreCase(address.getScheme());
        boolean local = "http".equalsIgnoreCase(address.getScheme()) && loopbackAllowed() && isLoopbackName(host);
        if (!https && !local) {
            throw new Outbound.Refused("not_https", "expected an address that begins with https://");
        }
    }

    /** Resolves a host and refuses it when any of its addresses may not be asked. */
    public static void checkHost(String host, boolean privateAllowed) throws UnknownHostException {
        for (InetAddress address : InetAddress.getAllByName(unbracketed(host))) {
            check(address, privateAllowed);
        }
    }

    static void check(InetAddress address, boolean privateAllowed) {
        if (address.isLoopbackAddress() && loopbackAllowed()) {
            return;
        }
        if (address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || isMetadata(address.getAddress())) {
            throw new Outbound.Refused(
                    "address_not_allowed", "expected a public address, found one that is never allowed");
        }
        if (isPrivate(address) && !privateAllowed) {
            throw new Outbound.Refused(
                    "address_private",
                    "the name leads to a private address: a system administrator has to save the connection");
        }
    }

    private static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
        boolean shared = bytes.length == 4 && (bytes[0] & 0xff) == 100 && (bytes[1] & 0xc0) == 64;
        return address.isSiteLocalAddress() || uniqueLocal || shared;
    }

    /** The metadata services of clouds that are not link-local: 100.100.100.200 and fd00:ec2::254. */
    private static boolean isMetadata(byte[] bytes) {
        if (bytes.length == 4) {
            return bytes[0] == 100 && bytes[1] == 100 && bytes[2] == 100 && (bytes[3] & 0xff) == 200;
        }
        return (bytes[0] & 0xff) == 0xfd
                && bytes[1] == 0
                && bytes[2] == 0x0e
                && (bytes[3] & 0xff) == 0xc2
                && bytes[14] == 0x02
                && bytes[15] == 0x54;
    }

    private static boolean isLoopbackName(String host) {
        String plain = unbracketed(host);
        return plain.equals("localhost") || plain.equals("127.0.0.1") || plain.equals("::1");
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
