// Secrets open only where they belong, with the key that locked them, and the key is a private file.
package org.jigit.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    private static final String TOKEN = "a-token-that-nobody-may-read";

    @TempDir
    private Path home;

    private Secrets secrets() {
        return new Secrets(new SecretKey(() -> home, () -> null));
    }

    @Test
    void what_was_locked_opens_again_also_after_a_restart() {
        String locked = secrets().lock(7, "token", TOKEN);
        assertFalse(locked.contains(TOKEN));
        assertEquals(TOKEN, secrets().open(7, "token", locked));
        assertNull(secrets().lock(7, "token", null));
        assertNull(secrets().open(7, "token", null));
    }

    @Test
    void the_same_text_is_never_locked_to_the_same() {
        assertNotEquals(secrets().lock(7, "token", TOKEN), secrets().lock(7, "token", TOKEN));
    }

    @Test
    void a_secret_opens_neither_for_another_connection_nor_as_another_field() {
        String locked = secrets().lock(7, "token", TOKEN);
        assertThrows(Secrets.Unreadable.class, () -> secrets().open(8, "token", locked));
        assertThrows(Secrets.Unreadable.class, () -> secrets().open(7, "secret", locked));
    }

    @Test
    void a_changed_byte_and_an_unknown_form_are_noticed() {
        String locked = secrets().lock(7, "token", TOKEN);
        int at = locked.lastIndexOf('.') + 30;
        char other = locked.charAt(at) == 'A' ? 'B' : 'A';
        String damaged = locked.substring(0, at) + other + locked.substring(at + 1);
        assertThrows(Secrets.Unreadable.class, () -> secrets().open(7, "token", damaged));
        assertThrows(Secrets.Unreadable.class, () -> secrets().open(7, "token", TOKEN));
    }

    @Test
    void another_key_says_so() throws IOException {
        String locked = secrets().lock(7, "token", TOKEN);
        Files.delete(home.resolve("jigit/secret.key"));
        Secrets.Unreadable thrown =
                assertThrows(Secrets.Unreadable.class, () -> secrets().open(7, "token", locked));
        assertEquals("a stored secret was encrypted with another key", thrown.getMessage());
    }

    @Test
    void the_key_is_a_file_that_only_its_owner_reads() throws IOException {
        secrets().lock(7, "token", TOKEN);
        Path file = home.resolve("jigit/secret.key");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertEquals(Set.of(file), files.collect(Collectors.toSet()), "no draft stays behind");
        }
    }

    @Test
    void nodes_that_start_together_use_one_key() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        Callable<String> name = () -> new SecretKey(() -> home, () -> null).name();
        Set<String> names = new java.util.HashSet<>();
        for (Future<String> each : threads.invokeAll(java.util.Collections.nCopies(16, name))) {
            names.add(each.get());
        }
        threads.shutdown();
        assertEquals(1, names.size());
    }

    @Test
    void the_environment_may_give_the_key() {
        String given = Base64.getEncoder().encodeToString(new byte[32]);
        Secrets secrets = new Secrets(new SecretKey(() -> home, () -> given));
        assertEquals(TOKEN, secrets.open(1, "token", secrets.lock(1, "token", TOKEN)));
        assertFalse(Files.exists(home.resolve("jigit")));
        Secrets wrong = new Secrets(new SecretKey(() -> home, () -> "short"));
        IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> wrong.lock(1, "token", TOKEN));
        assertTrue(thrown.getMessage().startsWith("JIGIT_SECRET_KEY"), thrown.getMessage());
    }
}
