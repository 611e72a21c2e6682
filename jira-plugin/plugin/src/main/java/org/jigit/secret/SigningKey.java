// An RSA private key from a PEM, and the claims that are signed with it (RFC 7519, RS256).
package org.jigit.secret;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Signs claims. Neither the key nor a part of it is ever in a message. */
public final class SigningKey {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ((?:RSA )?PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    /** Version 0 and the algorithm rsaEncryption: what PKCS#8 (RFC 5208) puts before the key of PKCS#1 (RFC 8017). */
    private static final byte[] RSA = {
        0x02,
        0x01,
        0x00,
        0x30,
        0x0d,
        0x06,
        0x09,
        0x2a,
        (byte) 0x86,
        0x48,
        (byte) 0x86,
        (byte) 0xf7,
        0x0d,
        0x01,
        0x01,
        0x01,
        0x05,
        0x00
    };

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;

    private final PrivateKey key;

    private SigningKey(PrivateKey key) {
        this.key = key;
    }

    /** A text that is no key that can sign here. */
    public static final class NotAKey extends Exception {
        private static final long serialVersionUID = 1;

        NotAKey(String message) {
            super(message);
        }
    }

    /** The key in a PEM of PKCS#1 ("RSA PRIVATE KEY") or PKCS#8 ("PRIVATE KEY"). */
    public static SigningKey of(String pem) throws NotAKey {
        Matcher found = PEM.matcher(pem.strip());
        if (!found.matches()) {
            throw new NotAKey(
                    pem.contains("ENCRYPTED")
                            ? "expected a private key without a passphrase, found an encrypted one"
                            : "expected a private key in PEM form, from \"-----BEGIN\" to the end of the line \"-----END\"");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(found.group(2));
            byte[] wrapped = found.group(1).startsWith("RSA") ? element(SEQUENCE, RSA, element(OCTETS, der)) : der;
            return new SigningKey(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(wrapped)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Not as a cause: some providers quote what they read.
            throw new NotAKey("expected an RSA private key, found a PEM that holds something else or is cut");
        }
    }

    /** A signed claim of an issuer between two moments, in seconds since 1970. */
    public String claim(String issuer, long issuedAt, long expiresAt) {
        JsonObject header = new JsonObject();
        header.addProperty("alg", "RS256");
        header.addProperty("typ", "JWT");
        JsonObject claims = new JsonObject();
        claims.addProperty("iat", issuedAt);
        claims.addProperty("exp", expiresAt);
        claims.addProperty("iss", issuer);
        String signed = base64(header.toString().getBytes(StandardCharsets.UTF_8))
                + "."
                + base64(claims.toString().getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java signs with RSA", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** An element of DER (X.690) with a length of two bytes, as keys of 1,024 bits and more have it. */
    private static byte[] element(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] element = new byte[4 + length];
        element[0] = (byte) tag;
        element[1] = (byte) 0x82;
        element[2] = (byte) (length >> 8);
        element[3] = (byte) length;
        int at = 4;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, element, at, part.length);
            at += part.length;
        }
        return element;
    }
}
