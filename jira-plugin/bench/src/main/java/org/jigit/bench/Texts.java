// Words for made bodies: messages, names, ids, always the same.
package org.jigit.bench;

import java.util.List;
import java.util.Random;

/** A source of texts. */
final class Texts {
    private final Random random;

    Texts(long seed) {
        random = new Random(seed);
    }

    int number(int below) {
        return random.nextInt(below);
    }

    /** A key of an issue. */
    String key() {
        return PROJECTS.get(number(PROJECTS.size())) + "-" + (number(9_000) + 1);
    }

    /** The first line of a message, with a key or without one. */
    String title(String key) {
        String title = sentence(4 + number(6));
        return key == null ? title : number(3) > 0 ? key + " " + title : title + " (" + key + ")";
    }

    /** A message: a title, mostly with some lines behind it. A few have a second key, look-alikes, other letters. */
    String message(String key) {
        StringBuilder message = new StringBuilder(title(key));
        int lines = number(5);
        message.append(lines > 0 ? "\n" : "");
        for (int line = 0; line < lines; line++) {
            message.append('\n').append(sentence(9 + number(6))).append('.');
        }
        switch (number(8)) {
            case 0 -> message.append("\n\nCo-authored-by: Dev 7 <dev7@example.com>");
            case 1 -> message.append("\n\nReads UTF-8, too, and SHA-256 as XYZ-1 has it.");
            case 2 -> message.append("\n\nGrößer als vorher – 2 × so schnell \uD83D\uDE80");
            case 3 -> message.append(key == null ? "\n\nSee #12." : "\n\nSee " + key() + ".");
            default -> {}
        }
        return message.toString();
    }

    String sentence(int words) {
        StringBuilder sentence = new StringBuilder(word());
        sentence.setCharAt(0, Character.toUpperCase(sentence.charAt(0)));
        for (int word = 1; word < words; word++) {
            sentence.append(' ').append(word());
        }
        return sentence.toString();
    }

    String file() {
        return "src/main/java/com/example/" + word() + "/" + word() + "/" + sentence(1) + sentence(1) + ".java";
    }

    /** The name of one of some people. */
    String person(int number) {
        return (number % 10 == 3 ? "Jürgen " : "Dev ") + number;
    }

    String hex(int digits) {
        return characters("0123456789abcdef", digits);
    }

    String base64(int digits) {
        return characters("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", digits);
    }

    /** Lines of base64, as signatures have them. */
    String lines(int count) {
        StringBuilder lines = new StringBuilder();
        for (int line = 0; line < count; line++) {
            lines.append(base64(64)).append('\n');
        }
        return lines.toString();
    }

    private String word() {
        return WORDS[number(WORDS.length)];
    }

    private String characters(String of, int count) {
        StringBuilder text = new StringBuilder(count);
        for (int at = 0; at < count; at++) {
            text.append(of.charAt(number(of.length())));
        }
        return text.toString();
    }

    static final List<String> PROJECTS = List.of("CORE", "JIRA", "MES", "OPS", "PAY", "SHOP");

    private static final String[] WORDS = ("add address after answer because branch cache change check clean-up commit"
                    + " connection default delete empty error first header index instead issue limit missing option page"
                    + " parser re-read request response retry return server simplify state test the timeout update when"
                    + " with")
            .split(" ");
}
