// HMAC-SHA256 of bodies, which the JVM computes with the processor's own instructions: WebAssembly has none for it.
package org.jigit.core;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What the core is told beside a signed body. The core compares; nothing is decided here. */
public final class BodyMacs {
    private BodyMacs() {}

    /** HMAC-SHA256 (RFC 2104) of a body under each of some secrets, as hex; of an empty secret, an empty text. */
    public static List<String> of(List<String> secrets, byte[] body) {
        return secrets.stream().map(secret -> of(secret, body)).toList();
    }

    private static String of(String secret, byte[] body) {
        if (secret.isEmpty()) {
            return "";
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            // Every Java platform has it:
            // https://docs.oracle.com/en/java/javase/17/docs/api/java.base/javax/crypto/Mac.html
            throw new IllegalStateException("this JVM has no " + ALGORITHM, e);
        }
    }

    private static final String ALGORITHM = "HmacSHA256";
}
