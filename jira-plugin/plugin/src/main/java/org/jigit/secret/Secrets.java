// Encrypts and decrypts the credentials of connections.
package org.jigit.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM with a fresh nonce each time. The connection and the field are bound to the text, so that an encrypted value copied
 * to another place does not open there. The form is {@code v1.<key name>.<base64 of nonce and cipher text>}.
 */
public final class Secrets {
    private static final String VERSION = "v1";
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    public Secrets(SecretKey key) {
        this.key = key;
    }

    /** A stored text that cannot be opened: another key, another place, or damaged. */
    public static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unreadable(String message) {
            super(message);
        }
    }

    /** Encrypts a field of a connection; null stays null. */
    public String lock(long connectionId, String field, String text) {
        if (text == null) {
            return null;
        }
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, connectionId, field, text.getBytes(StandardCharsets.UTF_8), 0);
        byte[] all = new byte[NONCE + sealed.length];
        System.arraycopy(nonce, 0, all, 0, NONCE);
        System.arraycopy(sealed, 0, all, NONCE, sealed.length);
        return VERSION + "." + key.name() + "." + Base64.getEncoder().encodeToString(all);
    }

    /** Decrypts a field of a connection; null stays null. */
    public String open(long connectionId, String field, String stored) {
        if (stored == null) {
            return null;
        }
        String[] parts = stored.split("\\.", 3);
        if (parts.length != 3 || !parts[0].equals(VERSION)) {
            throw new Unreadable("a stored secret has an unknown form");
        }
        if (!parts[1].equals(key.name())) {
            throw new Unreadable("a stored secret was encrypted with another key");
        }
        byte[] all = Base64.getDecoder().decode(parts[2]);
        if (all.length < NONCE) {
            throw new Unreadable("a stored secret is damaged");
        }
        byte[] nonce = java.util.Arrays.copyOf(all, NONCE);
        return new String(run(Cipher.DECRYPT_MODE, nonce, connectionId, field, all, NONCE), StandardCharsets.UTF_8);
    }

    private byte[] run(int mode, byte[] nonce, long connectionId, String field, byte[] input, int from) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key.bytes(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD((connectionId + ":" + field).getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input, from, input.length - from);
        } catch (GeneralSecurityException e) {
            throw new Unreadable(
                    mode == Cipher.DECRYPT_MODE
                            ? "a stored secret does not belong here or is damaged"
                            : "a secret cannot be encrypted");
        }
    }
}
