// Sends the requests of a connection with what they have to carry: its token, or one that its private key is exchanged
// for.
package org.jigit.connection;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jigit.core.Messages;
import org.jigit.core.Messages.Request;
import org.jigit.http.Outbound;

/**
 * Which kind of credential a connection has is told by its filled fields. An exchanged token is kept encrypted in the database,
 * where all nodes find it; it is renewed shortly before it ends, and once when the host does not accept it any more. Two nodes
 * that renew it at the same time both get one that counts.
 */
public final class Credentials {
    private static final long RENEW_BEFORE_MS = 5 * 60_000;
    private static final int REFUSED = 401;

    private final Hosts hosts;
    private final Outbound outbound;
    private final Connections connections;
    private final TokenExchange exchange;
    private final Clock clock;

    public Credentials(Hosts hosts, Outbound outbound, Connections connections) {
        this(hosts, outbound, connections, Clock.systemUTC());
    }

    Credentials(Hosts hosts, Outbound outbound, Connections connections, Clock clock) {
        this.hosts = hosts;
        this.outbound = outbound;
        this.connections = connections;
        this.exchange = new TokenExchange(outbound, clock);
        this.clock = clock;
    }

    /** No credential came of an exchange, with a stable code. */
    public static final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String code;
        private final transient Map<String, String> params;

        private Unavailable(TokenExchange.Failed failed) {
            super(failed.getMessage(), failed);
            this.code = failed.code();
            this.params = failed.params();
        }

        /** The stable code. */
        public String code() {
            return code;
        }

        /** The facts. */
        public Map<String, String> params() {
            return params;
        }
    }

    /** Sends a request of a stored connection. */
    public Outbound.Answer send(Connection connection, Request request) throws InterruptedException {
        Function<String, String> secrets = field -> connections.secret(connection, field);
        Memory memory = new Memory() {
            @Override
            public TokenExchange.Issued get() {
                return connections.issued(connection);
            }

            @Override
            public void put(TokenExchange.Issued issued) {
                connections.keepIssued(connection, issued);
            }
        };
        return sender(
                        connection.id(),
                        connection.host(),
                        connection.settings(),
                        connection::holds,
                        secrets,
                        connection.privateAllowed(),
                        memory)
                .send(request);
    }

    /** Sends the requests of a connection that is only being tested; what it gets in exchange is not kept. */
    Sender tests(long id, Draft draft) {
        return sender(
                id,
                draft.host(),
                draft.settings(),
                draft::holds,
                draft.secrets()::get,
                draft.privateAllowed(),
                new Memory() {
                    private TokenExchange.Issued issued;

                    @Override
                    public TokenExchange.Issued get() {
                        return issued;
                    }

                    @Override
                    public void put(TokenExchange.Issued fresh) {
                        issued = fresh;
                    }
                });
    }

    /** Where an exchanged token is kept. */
    interface Memory {
        TokenExchange.Issued get();

        void put(TokenExchange.Issued issued);
    }

    private Sender sender(
            long id,
            String host,
            Settings settings,
            Predicate<String> holds,
            Function<String, String> secrets,
            boolean privateAllowed,
            Memory memory) {
        Messages.Connection message = hosts.message(host, settings, holds);
        Outbound.Target bare = new Outbound.Target(
                id,
                hosts.root(message),
                hosts.endpoints(host),
                name -> null,
                privateAllowed,
                Duration.ofMillis(settings.number("requestTimeout")));
        Messages.Credential kind = hosts.credential(host, settings, holds);
        return new Sender(bare, kind, settings, secrets, memory);
    }

    /** Sends for one connection. */
    final class Sender {
        private final Outbound.Target bare;
        private final Messages.Credential kind;
        private final Settings settings;
        private final Function<String, String> secrets;
        private final Memory memory;

        Sender(
                Outbound.Target bare,
                Messages.Credential kind,
                Settings settings,
                Function<String, String> secrets,
                Memory memory) {
            this.bare = bare;
            this.kind = kind;
            this.settings = settings;
            this.secrets = secrets;
            this.memory = memory;
        }

        /** Sends a request and waits for the answer: to the exchange, where the host gives no token. */
        Outbound.Answer send(Request request) throws InterruptedException {
            try {
                return exchangeAndSend(request);
            } catch (TokenExchange.Declined e) {
                return e.answer();
            }
        }

        private Outbound.Answer exchangeAndSend(Request request) throws InterruptedException {
            boolean exchanged = kind != null
                    && kind.exchange() != null
                    && request.credential() != null
                    && isOwn(request.credential().credential())
                    && !secret(kind.exchange().key()).isEmpty();
            if (!exchanged) {
                return outbound.send(bare.with(name -> isOwn(name) ? secrets.apply(Settings.TOKEN) : null), request);
            }
            TokenExchange.Issued issued = memory.get();
            boolean fresh = issued == null || issued.until() - clock.millis() < RENEW_BEFORE_MS;
            String token = fresh ? renewed() : issued.token();
            Outbound.Answer answer = outbound.send(bare.with(name -> isOwn(name) ? token : null), request);
            if (answer.status() != REFUSED || fresh) {
                return answer;
            }
            String another = renewed();
            return outbound.send(bare.with(name -> isOwn(name) ? another : null), request);
        }

        /** A request names the kind of credential, or simply the token. */
        private boolean isOwn(String name) {
            return name.equals(Settings.TOKEN) || (kind != null && name.equals(kind.kind()));
        }

        private String renewed() throws InterruptedException {
            Messages.Exchange how = kind.exchange();
            try {
                TokenExchange.Issued issued = exchange.issue(
                        bare, how, secret(how.key()), settings.text(how.issuer()), settings.text("repositoryId"));
                memory.put(issued);
                return issued.token();
            } catch (TokenExchange.Failed e) {
                throw new Unavailable(e);
            }
        }

        private String secret(String field) {
            String secret = secrets.apply(field);
            return secret == null ? "" : secret;
        }
    }
}
