// The one file with native methods, and with the loader of their library.
package org.jigit.core;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * The core as a native library. It keeps nothing but a cache that all engines of this class share, so any number of them may
 * answer at the same time.
 */
final class JniEngine implements Engine {
    JniEngine() {
        if (FAILURE != null) {
            throw new Unusable(FAILURE.reason, FAILURE.getMessage(), FAILURE);
        }
    }

    @Override
    public byte[] call(byte[]... frame) {
        return answer(frame);
    }

    @Override
    public long memoryBytes() {
        return 0;
    }

    private static native int abiVersion();

    private static native byte[] answer(byte[]... frame);

    /** Why the library cannot be used on this machine: a stable word and a sentence. */
    static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String reason;

        Unusable(String reason, String message, Throwable cause) {
            super(message, cause);
            this.reason = reason;
        }

        /** {@code not_packed}, {@code not_loaded} or {@code self_test}. */
        String reason() {
            return reason;
        }
    }

    /** What came of loading the library, which a class loader does once: null, or why it cannot be used. */
    private static final Unusable FAILURE = load(platform());

    /** The folder and the name of the library for this machine. */
    static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String cpu = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String system = os.startsWith("windows") ? "windows" : os.startsWith("mac") ? "macos" : os;
        String processor =
                switch (cpu) {
                    case "amd64", "x64" -> "x86_64";
                    case "arm64" -> "aarch64";
                    default -> cpu;
                };
        return system + "-" + processor + "/" + System.mapLibraryName("jigit");
    }

    /** Loads and tests the library of a platform; null when it can be used. */
    static Unusable load(String platform) {
        try (InputStream packed = JniEngine.class.getResourceAsStream("native/" + platform)) {
            if (packed == null) {
                return new Unusable("not_packed", "the app has no library for " + platform, null);
            }
            // A fresh name each time: a JVM loads a file into one class loader only, and an upgraded app has another
            // one.
            Path file = Files.createTempFile("jigit-", "-" + System.mapLibraryName("core"));
            try {
                Files.copy(packed, file, StandardCopyOption.REPLACE_EXISTING);
                System.load(file.toString());
            } finally {
                // Loaded libraries stay where they are in memory; only Windows keeps their files until the JVM ends.
                if (!file.toFile().delete()) {
                    file.toFile().deleteOnExit();
                }
            }
        } catch (IOException | UnsatisfiedLinkError | SecurityException e) {
            return new Unusable("not_loaded", "the library cannot be loaded: " + e.getMessage(), e);
        }
        return selfTest();
    }

    /** Asks the library what is known; null when it answers as it should. */
    private static Unusable selfTest() {
        try {
            if (abiVersion() != Messages.ABI_VERSION) {
                String message =
                        "the library speaks version " + abiVersion() + ", Java expects " + Messages.ABI_VERSION;
                return new Unusable("self_test", message, null);
            }
            String answer = Frame.decode(answer(Frame.encode(QUESTION))).head();
            return answer.startsWith(ANSWER)
                    ? null
                    : new Unusable("self_test", "expected " + ANSWER + ", the library answered " + answer, null);
        } catch (UnsatisfiedLinkError | RuntimeException e) {
            return new Unusable("self_test", "the library does not answer: " + e, e);
        }
    }

    private static final String QUESTION =
            "{\"message\":\"issue_keys\",\"field\":\"commit\",\"text\":\"ABC-12 and x-1, UTF-8\",\"version\":0}";

    private static final String ANSWER = "{\"ok\":{\"keys\":[\"ABC-12\"],";
}
