// The core, called as the plugin calls it.
package org.jigit.bench;

import java.util.List;
import org.jigit.core.BodyMacs;
import org.jigit.core.Core;
import org.jigit.core.Messages;

/** {@link Core#deliver} or {@link Core#page}: frame, head as JSON and decoded rows included. */
final class CoreReader implements RowReader {
    private final Core core = Core.start(1);
    private final Messages.Deliver delivery;
    private final Messages.ReadPage page;

    CoreReader(Core.Choice choice, Input input) {
        var running = core.use(choice);
        if (!running.engine().equals(choice.word())) {
            throw new IllegalStateException("expected " + choice.word() + ", found " + running);
        }
        core.configure(new Messages.Configure(VERSION, input.projects(), null, null, null, null, null));
        boolean isPush = input.kind() == Kind.GITHUB_PUSH;
        Fixture fixture = input.kind().fixture();
        delivery = isPush ? fixture.delivery(input.kind().host, input.signature(), VERSION) : null;
        page = isPush ? null : fixture.page(input.kind().host, VERSION);
    }

    @Override
    public Rows read(byte[] body) {
        return delivery == null ? page(body) : delivery(body);
    }

    private Rows delivery(byte[] body) {
        var delivered = core.deliver(signed(delivery, BodyMacs.of(delivery.secrets(), body)), body);
        if (!delivered.head().verified()) {
            throw new IllegalArgumentException("refused: " + delivered.head());
        }
        return rows(delivered.rows());
    }

    private static Messages.Deliver signed(Messages.Deliver call, List<String> bodyMacs) {
        return new Messages.Deliver(
                call.host(),
                call.headers(),
                call.secrets(),
                bodyMacs,
                call.now(),
                call.branchStrategy(),
                call.branches(),
                call.rules(),
                call.smartCommits(),
                call.version());
    }

    private Rows page(byte[] body) {
        var read = core.page(page, body);
        if (read.head().error() != null) {
            throw new IllegalArgumentException("refused: " + read.head());
        }
        return rows(read.rows());
    }

    private static Rows rows(Messages.Update update) {
        return new Rows(update.commits(), update.pullRequests(), update.unlinked());
    }

    @Override
    public void close() {
        core.close();
    }

    private static final long VERSION = 1;
}
