// Writes text into HTML safely.
package org.jigit.headless.modules;

/** HTML as text. */
public final class Html {

    private Html() {}

    /** The text with everything escaped that means something in HTML or in its attributes. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
