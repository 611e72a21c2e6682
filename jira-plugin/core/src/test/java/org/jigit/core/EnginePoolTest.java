// The laws of the pool: nothing passes from one borrower to the next, a trap discards, many threads share few engines.
package org.jigit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EnginePoolTest {
    @Test
    void the_next_borrower_sees_nothing_of_the_former() {
        EnginePool pool = pool(1, MIB * 256);
        String secret = "a-word-that-only-the-first-borrower-knows";
        byte[] clean;
        try (var loan = pool.borrow()) {
            clean = loan.call(keys("PAY-7"));
        }
        try (var loan = pool.borrow()) {
            loan.call(
                    Frame.encode("{\"message\":\"deliver\",\"host\":\"github\",\"headers\":[],\"secrets\":[\"" + secret
                            + "\"]}"),
                    secret.getBytes(StandardCharsets.UTF_8));
            loan.call(keys(secret + " PAY-9"));
        }
        assertEquals(1, pool.idle(), "the same engine is borrowed again");
        try (var loan = pool.borrow()) {
            assertEquals(text(clean), text(loan.call(keys("PAY-7"))));
        }
    }

    @Test
    void a_trap_discards_the_engine_and_the_next_call_works() {
        AtomicInteger started = new AtomicInteger();
        EnginePool pool = new EnginePool(1, () -> {
            started.incrementAndGet();
            return new WasmEngine(LITTLE);
        });
        try (var loan = pool.borrow()) {
            // The answer names every item that is no branch, which needs more room than this engine may take.
            byte[] hungry = ("[" + "1,".repeat(400_000) + "1]").getBytes(StandardCharsets.UTF_8);
            assertThrows(RuntimeException.class, () -> loan.call(Frame.encode(PAGE), hungry));
        }
        assertEquals(0, pool.idle(), "an engine that trapped is not returned");
        try (var loan = pool.borrow()) {
            assertTrue(text(loan.call(keys("PAY-7"))).contains("PAY-7"));
        }
        assertEquals(2, started.get());
        assertEquals(1, pool.idle());
    }

    @Test
    void an_engine_whose_memory_grew_large_is_not_kept() {
        EnginePool pool = pool(1, MIB * 512);
        byte[] large = new byte[(int) EnginePool.LARGE];
        try (var loan = pool.borrow()) {
            loan.call(Frame.encode("{\"message\":\"describe\"}"), large);
        }
        assertEquals(0, pool.idle());
    }

    @Test
    void a_frame_that_does_not_fit_discards_the_engine() {
        EnginePool pool = pool(1, LITTLE);
        try (var loan = pool.borrow()) {
            assertThrows(RuntimeException.class, () -> loan.call(new byte[(int) (LITTLE * 2)]));
        }
        assertEquals(0, pool.idle());
    }

    @Test
    void sixteen_threads_on_four_engines_finish() throws Exception {
        AtomicInteger started = new AtomicInteger();
        EnginePool pool = new EnginePool(4, () -> {
            started.incrementAndGet();
            return new WasmEngine(MIB * 256);
        });
        var threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 16; thread++) {
                int number = thread;
                all.add(threads.submit(() -> {
                    for (int call = 0; call < 50; call++) {
                        String key = "PAY-" + (number * 100 + call + 1);
                        try (var loan = pool.borrow()) {
                            assertTrue(text(loan.call(keys(key))).contains("\"" + key + "\""));
                        }
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get(100, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertTrue(started.get() <= 4, started + " engines were started");
        assertEquals(started.get(), pool.idle());
    }

    @Test
    void an_engine_that_does_not_start_blocks_nobody() {
        EnginePool pool = new EnginePool(1, () -> {
            throw CoreException.internal("does not start", null);
        });
        for (int i = 0; i < 3; i++) {
            assertThrows(CoreException.class, pool::borrow);
        }
    }

    @Test
    void closing_a_loan_twice_returns_it_once() {
        EnginePool pool = pool(1, MIB * 256);
        var loan = pool.borrow();
        loan.close();
        loan.close();
        assertEquals(1, pool.idle());
        try (var next = pool.borrow()) {
            assertEquals(0, pool.idle());
            assertTrue(text(next.call(keys("PAY-7"))).contains("PAY-7"));
        }
    }

    private static EnginePool pool(int size, long memoryLimit) {
        return new EnginePool(size, () -> new WasmEngine(memoryLimit));
    }

    private static byte[] keys(String text) {
        return Frame.encode("{\"message\":\"issue_keys\",\"field\":\"commit\",\"text\":\"" + text + "\"}");
    }

    private static String text(byte[] frame) {
        return Frame.decode(frame).head();
    }

    private static final String PAGE =
            "{\"message\":\"page\",\"host\":\"github\",\"want\":\"branches\",\"status\":200,\"headers\":[]}";
    private static final long MIB = 1 << 20;
    private static final long LITTLE = 6 * MIB;
}
