// One webhook request of the stand-in: made by a change, signed and sent when a test says so.
package org.jigit.it.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One webhook request.
 *
 * @param event the name in {@code X-GitHub-Event}
 * @param id the id in {@code X-GitHub-Delivery}; the same when it is sent again
 * @param body the exact bytes
 */
public record Delivery(String event, String id, byte[] body) {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** A delivery with a new id. */
    public static Delivery of(String event, byte[] body) {
        return new Delivery(event, UUID.randomUUID().toString(), body);
    }

    /** The same with other bytes. */
    public Delivery with(byte[] otherBody) {
        return new Delivery(event, id, otherBody);
    }

    /** The body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Sends it signed with this secret, or unsigned with null. */
    public Reply send(String url, String secret) {
        return send(url, secret, "application/json", body, body);
    }

    /** Sends other bytes under the signature of the right ones, as somebody does who changes them on the way. */
    public Reply sendChanged(String url, String secret, byte[] changed) {
        return send(url, secret, "application/json", changed, body);
    }

    /** Sends it as an HTML form, which GitHub does when its webhook is set so. */
    public Reply sendAsForm(String url, String secret) {
        var form = ("payload=" + java.net.URLEncoder.encode(text(), StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
        return send(url, secret, "application/x-www-form-urlencoded", form, form);
    }

    private Reply send(String url, String secret, String contentType, byte[] bytes, byte[] signed) {
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", contentType)
                .header("User-Agent", "GitHub-Hookshot/0000000")
                .header("X-GitHub-Event", event)
                .header("X-GitHub-Delivery", id)
                .header("X-GitHub-Hook-ID", "4711")
                .header("X-GitHub-Hook-Installation-Target-Type", "organization")
                .header("X-GitHub-Hook-Installation-Target-ID", "9001")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
        if (secret != null) {
            request.header("X-Hub-Signature", "sha1=" + hmac("HmacSHA1", secret, signed));
            request.header("X-Hub-Signature-256", "sha256=" + hmac("HmacSHA256", secret, signed));
        }
        return send(request.build());
    }

    static Reply send(HttpRequest request) {
        try {
            var answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            return new Reply(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending a webhook", e);
        }
    }

    private static String hmac(String algorithm, String secret, byte[] bytes) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
            return HexFormat.of().formatHex(mac.doFinal(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * What the receiver answered.
     *
     * @param status the HTTP status
     * @param body the text
     */
    public record Reply(int status, String body) {}
}
