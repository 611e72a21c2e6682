// Reads the bodies of deliveries: none larger than allowed, and never too many bytes at the same time.
package org.jigit.delivery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.jigit.Refusal;

/** A budget of bytes for the bodies that are in flight on this node. */
public final class Intake {
    /** No body is larger than this. */
    public static final int LARGEST = 25 << 20;

    private static final long MOST_IN_FLIGHT = 64L << 20;
    private static final int CHUNK = 64 << 10;

    private final AtomicLong inFlight = new AtomicLong();

    /** What is done with a body. */
    @FunctionalInterface
    public interface Use<T> {
        /** Does it. */
        T with(byte[] body);
    }

    /** Reads a body, hands it on, and counts it until that is done. */
    public <T> T read(InputStream in, long announced, Use<T> use) throws IOException {
        if (announced > LARGEST) {
            throw tooLarge();
        }
        long[] taken = {0};
        try {
            return use.with(bytes(in, taken));
        } finally {
            inFlight.addAndGet(-taken[0]);
        }
    }

    private byte[] bytes(InputStream in, long[] taken) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        while (true) {
            if (inFlight.addAndGet(CHUNK) > MOST_IN_FLIGHT) {
                inFlight.addAndGet(-CHUNK);
                throw new Refusal(503, "busy", "too many deliveries at the same time, send it again later");
            }
            taken[0] += CHUNK;
            int read = in.readNBytes(chunk, 0, CHUNK);
            body.write(chunk, 0, read);
            if (body.size() > LARGEST) {
                throw tooLarge();
            }
            if (read < CHUNK) {
                return body.toByteArray();
            }
        }
    }

    private static Refusal tooLarge() {
        return new Refusal(413, "too_large", "the body is larger than 25 MB");
    }
}
