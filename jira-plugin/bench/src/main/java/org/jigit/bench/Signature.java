// HMAC-SHA256 as GitHub signs its deliveries.
package org.jigit.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs bodies and checks signatures, for one thread at a time: {@code doFinal} leaves the MAC ready again. */
final class Signature {
    static final String HEADER = "X-Hub-Signature-256";

    private final Mac mac;

    Signature(String secret) {
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String of(byte[] body) {
        return SCHEME + HexFormat.of().formatHex(mac.doFinal(body));
    }

    /** Throws where the header does not sign the body. */
    void check(byte[] body, String header) {
        byte[] claimed = HexFormat.of().parseHex(header, SCHEME.length(), header.length());
        if (!MessageDigest.isEqual(mac.doFinal(body), claimed)) {
            throw new IllegalArgumentException("the signature does not fit");
        }
    }

    private static final String SCHEME = "sha256=";
}
