// Marks text that is HTML already, so that templates do not escape it.
package org.jigit.headless.pages;

/** A piece of HTML; everything else that a template writes is escaped. */
public record Html(String source) {

    /** No HTML at all. */
    public static final Html NONE = new Html("");

    /** The text with the five characters escaped that mean something in HTML. */
    public static Html escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int index = 0; index < text.length(); index++) {
            char letter = text.charAt(index);
            switch (letter) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(letter);
            }
        }
        return new Html(escaped.toString());
    }

    @Override
    public String toString() {
        return source;
    }
}
