// What is read to get warm: of every host something of every kind, and nothing of others.
package org.jigit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    @Test
    void every_host_has_samples_that_the_core_can_read() {
        try (Core core = Core.start(1)) {
            for (Messages.Description host : core.describe().hosts()) {
                WarmUp warmUp = new WarmUp(Set.of(host.name()));
                // A push, a pull request and four kinds of pages; with one host both deliveries are one.
                assertTrue(warmUp.samples() >= 5, host.name() + " has " + warmUp.samples());
                AtomicInteger read = new AtomicInteger();
                warmUp.run(2, () -> read.incrementAndGet() > 0);
                assertEquals(2 * warmUp.samples(), read.get());
            }
        }
    }

    @Test
    void it_ends_when_it_is_told_to() {
        AtomicInteger read = new AtomicInteger();
        new WarmUp(Set.of("github")).run(1_000_000, () -> read.incrementAndGet() <= 3);
        assertEquals(4, read.get());
    }

    @Test
    void without_a_host_there_is_nothing_to_read() {
        new WarmUp(Set.of()).run(1_000_000, () -> {
            throw new AssertionError("there is nothing to ask for");
        });
    }
}
