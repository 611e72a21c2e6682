// One webhook request of a stand-in, with whatever proof a test wants.
package org.jigit.it.replay;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One webhook request.
 *
 * @param headers its headers
 * @param body the exact bytes
 */
public record Hook(Map<String, String> headers, byte[] body) {

    /** The same with one header more. */
    public Hook with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Hook(more, body);
    }

    /** Sends it. */
    public Delivery.Reply send(String url) {
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(60))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return Delivery.send(request.build());
    }
}
