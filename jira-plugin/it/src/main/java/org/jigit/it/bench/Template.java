// A text with numbered holes that is cut once and filled often.
package org.jigit.it.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A text with holes such as {@code <0>}, as bytes. */
final class Template {
    private static final Pattern HOLE = Pattern.compile("<(\\d+)>");

    private final List<byte[]> texts = new ArrayList<>();
    private final List<Integer> holes = new ArrayList<>();

    Template(String text) {
        var hole = HOLE.matcher(text);
        var from = 0;
        while (hole.find()) {
            texts.add(bytes(text.substring(from, hole.start())));
            holes.add(Integer.parseInt(hole.group(1)));
            from = hole.end();
        }
        texts.add(bytes(text.substring(from)));
    }

    /** Writes the text with these values in its holes. */
    void write(ByteArrayOutputStream out, byte[]... values) {
        for (int at = 0; at < texts.size(); at++) {
            out.writeBytes(texts.get(at));
            if (at < holes.size()) {
                out.writeBytes(values[holes.get(at)]);
            }
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
