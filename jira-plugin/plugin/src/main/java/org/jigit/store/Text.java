// Makes texts of hosts fit for every database: no NUL, no half characters, no more than a column holds.
package org.jigit.store;

/** Cleaned and cut texts. */
final class Text {
    /** Names, as short columns hold them. */
    static final int NAME = 255;
    /** Paths and branch names. */
    static final int PATH = 450;
    /** Messages and descriptions: what is kept of them. */
    static final int KEPT = 1000;

    private Text() {}

    /** The text without NUL and with half surrogates replaced, at most so many UTF-16 units of it; never half a character. */
    static String fit(String text, int most) {
        if (text == null) {
            return null;
        }
        int length = text.length() <= most ? text.length() : most;
        if (length < text.length() && Character.isHighSurrogate(text.charAt(length - 1))) {
            length--;
        }
        StringBuilder out = null;
        for (int at = 0; at < length; at++) {
            char unit = text.charAt(at);
            boolean pair =
                    Character.isHighSurrogate(unit) && at + 1 < length && Character.isLowSurrogate(text.charAt(at + 1));
            if (unit == 0 || (Character.isSurrogate(unit) && !pair)) {
                out = out == null ? new StringBuilder(length).append(text, 0, at) : out;
                if (unit != 0) {
                    out.append('\uFFFD');
                }
            } else if (pair) {
                if (out != null) {
                    out.append(unit).append(text.charAt(at + 1));
                }
                at++;
            } else if (out != null) {
                out.append(unit);
            }
        }
        return out != null ? out.toString() : length == text.length() ? text : text.substring(0, length);
    }

    /** Whether {@link #fit} would cut it. */
    static boolean isLonger(String text, int most) {
        return text != null && text.length() > most;
    }
}
