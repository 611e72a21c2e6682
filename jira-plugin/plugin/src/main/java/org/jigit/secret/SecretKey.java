// The key that encrypts credentials: from the environment or a file in the shared home, never in the database.
package org.jigit.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.function.Supplier;
import org.jigit.store.Hash;

/** 32 random bytes, made once for all nodes, readable only by the user who runs Jira. */
public final class SecretKey {
    private static final String VARIABLE = "JIGIT_SECRET_KEY";
    private static final int LENGTH = 32;

    private final Supplier<Path> home;
    private final Supplier<String> environment;
    private volatile byte[] key;

    /** The key of a Jira whose shared home this is. */
    public SecretKey(Supplier<Path> home) {
        this(home, () -> System.getenv(VARIABLE));
    }

    SecretKey(Supplier<Path> home, Supplier<String> environment) {
        this.home = home;
        this.environment = environment;
    }

    /** The key; the first node that asks makes it. */
    synchronized byte[] bytes() {
        if (key == null) {
            String given = environment.get();
            key = given == null || given.isBlank() ? fromFile() : decode(given.trim(), VARIABLE);
        }
        return key.clone();
    }

    /** A short public name of the key, to see that a text was encrypted with another one. */
    String name() {
        return Hash.of("key", Base64.getEncoder().encodeToString(bytes())).substring(0, 8);
    }

    private byte[] fromFile() {
        Path file = home.get().resolve("jigit").resolve("secret.key");
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return decode(
                    Files.readString(file, StandardCharsets.US_ASCII).trim(),
                    file.getFileName().toString());
        } catch (IOException e) {
            throw new UncheckedIOException("the key file of the secrets cannot be used", e);
        }
    }

    /** Writes the whole file under another name first, so that no node ever reads half of it; the first one wins. */
    private static void create(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        byte[] fresh = new byte[LENGTH];
        new SecureRandom().nextBytes(fresh);
        boolean posix = Files.getFileStore(file.getParent()).supportsFileAttributeView("posix");
        Path draft = posix
                ? Files.createTempFile(
                        file.getParent(),
                        "secret",
                        ".new",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createTempFile(file.getParent(), "secret", ".new");
        try {
            Files.writeString(draft, Base64.getEncoder().encodeToString(fresh), StandardCharsets.US_ASCII);
            try {
                Files.createLink(file, draft);
            } catch (UnsupportedOperationException e) {
                Files.move(draft, file);
            }
        } catch (FileAlreadyExistsException e) {
            // another node was first: its key is the key
        } finally {
            Files.deleteIfExists(draft);
        }
        if (posix) {
            Files.setPosixFilePermissions(file, Set.copyOf(PosixFilePermissions.fromString("rw-------")));
        }
    }

    private static byte[] decode(String text, String where) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(where + ": expected base64");
        }
        if (bytes.length != LENGTH) {
            throw new IllegalStateException(where + ": expected " + LENGTH + " bytes, found " + bytes.length);
        }
        return bytes;
    }
}
