// Spoils requests: bytes, JSON, the frame around both, each by chance, and the same by the same seed.
package org.jigit.core;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** One spoiled request of others; what is not JSON any more is spoiled as bytes. */
final class Spoiler {
    private final SplittableRandom random;

    Spoiler(long seed) {
        random = new SplittableRandom(new SplittableRandom(seed).nextLong());
    }

    /** A number from 0, below some other. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** A request that was spoiled once or a few times, perhaps with a piece of another one. */
    byte[] spoil(byte[] request, byte[] other) {
        int tailAt = tailAt(request);
        byte[] head = Arrays.copyOfRange(request, LENGTH, tailAt);
        byte[] tail = Arrays.copyOfRange(request, tailAt, request.length);
        for (int times = 1 + below(1 + below(4)); times > 0; times--) {
            if (tail.length > 0 && below(5) > 0) {
                tail = part(tail, Arrays.copyOfRange(other, tailAt(other), other.length));
            } else {
                head = part(head, Arrays.copyOfRange(other, LENGTH, tailAt(other)));
            }
        }
        byte[] frame = ByteBuffer.allocate(LENGTH + head.length + tail.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(head.length)
                .put(head)
                .put(tail)
                .array();
        return below(16) == 0 ? frame(frame) : frame;
    }

    /** A frame that says something else of its length. */
    private byte[] frame(byte[] frame) {
        if (below(4) == 0) {
            return Arrays.copyOf(frame, below(frame.length));
        }
        ByteBuffer length = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
        length.putInt(0, below(2) == 0 ? random.nextInt() : length.getInt(0) + below(9) - 4);
        return frame;
    }

    private byte[] part(byte[] text, byte[] other) {
        List<Span> tokens = tokens(text);
        List<Integer> strings = where(tokens, text, '"');
        List<Integer> values = values(tokens, text);
        List<Integer> members = new ArrayList<>(strings);
        members.removeIf(i -> !isName(tokens, text, i));
        if (values.isEmpty() || below(6) == 0) {
            return bytes(text);
        }
        if (!members.isEmpty() && below(4) == 0) {
            return member(text, tokens, any(members));
        }
        if (!strings.isEmpty() && below(3) == 0) {
            return string(text, tokens.get(any(strings)));
        }
        return value(text, whole(text, tokens, any(values)), other);
    }

    /** Whatever the bytes mean. */
    private byte[] bytes(byte[] text) {
        Span span = span(text.length, 1 + below(below(4) == 0 ? 400 : 12));
        byte[] piece = span.of(text);
        return switch (below(6)) {
            case 0 -> span.begin().replace(text, any(PIECES));
            case 1 -> Arrays.copyOf(text, span.from);
            case 2 -> span.replace(text, NOTHING);
            case 3 -> span.begin().replace(text, piece);
            case 4 -> {
                Span there = span(text.length, piece.length);
                byte[] moved = there.replace(text, piece);
                yield new Span(span.from, Math.min(span.to, moved.length)).replace(moved, there.of(text));
            }
            default -> {
                byte[] flipped = text.clone();
                if (flipped.length > 0) {
                    flipped[below(flipped.length)] ^= (byte) (1 << below(8));
                }
                yield flipped;
            }
        };
    }

    /** A member that is missing, that is there twice, or whose name is another one. */
    private byte[] member(byte[] text, List<Span> tokens, int name) {
        Span called = tokens.get(name);
        Span member = new Span(called.from, whole(text, tokens, name + 2).to);
        return switch (below(4)) {
            case 0 -> called.replace(
                    text, tokens.get(any(where(tokens, text, '"'))).of(text));
            case 1 -> member.begin().replace(text, join(member.of(text), COMMA));
            case 2 -> member.begin().replace(text, join(called.of(text), COLON, any(VALUES), COMMA));
            default -> {
                // With the comma behind it; the last one with that before it.
                int end = member.to;
                boolean last = end == text.length || text[end] != ',';
                boolean first = name == 0 || text[tokens.get(name - 1).from] != ',';
                int from = last && !first ? tokens.get(name - 1).from : member.from;
                yield new Span(from, last ? end : end + 1).replace(text, NOTHING);
            }
        };
    }

    /** A string with something more in it, with another number, or with a letter that is written as an escape. */
    private byte[] string(byte[] text, Span string) {
        if (string.to - string.from < 2) {
            return bytes(text);
        }
        int at = string.from + 1 + below(string.to - string.from - 1);
        byte there = text[at];
        if (below(3) == 0 && there >= ' ' && there != '"' && there != '\\') {
            return new Span(at, at + 1).replace(text, latin(String.format("\\u%04x", there)));
        }
        int end = at;
        while (end < string.to && text[end] >= '0' && text[end] <= '9') {
            end++;
        }
        return new Span(at, end).replace(text, end > at && below(2) == 0 ? any(NUMBERS) : any(PIECES));
    }

    /** Something else where a value stands. */
    private byte[] value(byte[] text, Span value, byte[] other) {
        return value.replace(
                text,
                switch (below(6)) {
                    case 0 -> nested(value.of(text));
                    case 1 -> repeated(value.of(text));
                    case 2 -> {
                        List<Span> tokens = tokens(other);
                        List<Integer> values = values(tokens, other);
                        yield values.isEmpty()
                                ? NOTHING
                                : whole(other, tokens, any(values)).of(other);
                    }
                    case 3 -> any(NUMBERS);
                    case 4 -> latin("\"" + new String(any(PIECES), ISO_8859_1).repeat(below(500)) + "\"");
                    default -> any(VALUES);
                });
    }

    private byte[] nested(byte[] value) {
        int deep = any(DEPTHS);
        boolean list = below(2) == 0;
        int closed = below(8) == 0 ? deep - 1 : deep;
        return join(latin((list ? "[" : "{\"a\":").repeat(deep)), value, latin((list ? "]" : "}").repeat(closed)));
    }

    private byte[] repeated(byte[] value) {
        int times = Math.min(below(300), 30_000 / (value.length + 1));
        String again = new String(join(value, COMMA), ISO_8859_1).repeat(times);
        return join(latin("[" + again), value, latin("]"));
    }

    // --- what a text is made of ---

    /** A part of a text. */
    private record Span(int from, int to) {
        byte[] of(byte[] text) {
            return Arrays.copyOfRange(text, from, to);
        }

        Span begin() {
            return new Span(from, from);
        }

        byte[] replace(byte[] text, byte[] by) {
            return join(Arrays.copyOf(text, from), by, Arrays.copyOfRange(text, to, text.length));
        }
    }

    private Span span(int length, int most) {
        int from = below(length + 1);
        return new Span(from, Math.min(length, from + most));
    }

    /** Strings, numbers and words, brackets, colons and commas of a text that looks like JSON. */
    private static List<Span> tokens(byte[] text) {
        List<Span> tokens = new ArrayList<>();
        for (int at = 0; at < text.length; at = Math.max(at + 1, tokens.get(tokens.size() - 1).to)) {
            int end = at + 1;
            if (text[at] == '"') {
                while (end < text.length && text[end] != '"') {
                    end += text[end] == '\\' ? 2 : 1;
                }
                end = Math.min(end + 1, text.length);
            } else if (isPlain(text[at])) {
                while (end < text.length && isPlain(text[end])) {
                    end++;
                }
            }
            tokens.add(new Span(at, end));
        }
        return tokens;
    }

    private static boolean isPlain(byte letter) {
        return Character.isLetterOrDigit(letter) || letter == '-' || letter == '+' || letter == '.';
    }

    /** The tokens that begin with one of some letters; 0 is any digit. */
    private static List<Integer> where(List<Span> tokens, byte[] text, int... begin) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            int letter = text[tokens.get(i).from];
            int kind = letter >= '0' && letter <= '9' ? '0' : letter;
            if (Arrays.stream(begin).anyMatch(one -> one == kind)) {
                found.add(i);
            }
        }
        return found;
    }

    /** The tokens that begin values, which names of members do not. */
    private static List<Integer> values(List<Span> tokens, byte[] text) {
        List<Integer> values = where(tokens, text, '{', '[', '"', 'n', 't', 'f', '-', '0');
        values.removeIf(i -> isName(tokens, text, i));
        return values;
    }

    /** Whether a token is the name of a member. */
    private static boolean isName(List<Span> tokens, byte[] text, int i) {
        return i + 2 < tokens.size() && text[tokens.get(i).from] == '"' && text[tokens.get(i + 1).from] == ':';
    }

    /** The value that begins with a token, to its last bracket. */
    private static Span whole(byte[] text, List<Span> tokens, int first) {
        int open = 0;
        for (int i = first; i < tokens.size(); i++) {
            int letter = text[tokens.get(i).from];
            open += letter == '{' || letter == '[' ? 1 : letter == '}' || letter == ']' ? -1 : 0;
            if (open <= 0) {
                return new Span(tokens.get(first).from, tokens.get(i).to);
            }
        }
        return new Span(tokens.get(first).from, text.length);
    }

    /** Where the tail of a sound frame begins. */
    private static int tailAt(byte[] frame) {
        return LENGTH + ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    private <T> T any(List<T> list) {
        return list.get(below(list.size()));
    }

    private static byte[] join(byte[]... parts) {
        var joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    /** The bytes that have the numbers of these letters. */
    private static byte[] latin(String bytes) {
        return bytes.getBytes(ISO_8859_1);
    }

    private static List<byte[]> all(String... texts) {
        return Arrays.stream(texts).map(Spoiler::latin).toList();
    }

    private static final int LENGTH = 4;
    private static final byte[] NOTHING = {};
    private static final byte[] COMMA = {','};
    private static final byte[] COLON = {':'};

    /** Readers of JSON stop at a depth of 128. */
    private static final List<Integer> DEPTHS = List.of(1, 1, 2, 3, 60, 120, 126, 127, 128, 129, 3_000);

    /** Escapes, sound and not; bytes that are no UTF-8; letters that change their length or case; keys, commands, patterns. */
    private static final List<byte[]> PIECES = all(
            "\\u0041",
            "\\u0000",
            "\\ud83d\\ude00",
            "\\ud800",
            "\\udc00\\ud800",
            "\\u00",
            "\\x",
            "\\/",
            "\\",
            "\\n",
            "\"",
            "\0",
            "\n",
            "\t",
            "\u0080",
            "\u00ff\u00fe",
            "\u00c0\u0080",
            "\u00c3\u009f",
            "\u00c4\u00b0",
            "\u00c3",
            "\u00ed\u00a0\u0080",
            "\u00f0\u009f\u0098\u0080",
            "\u00f4\u0090\u0080\u0080",
            "\u00ef\u00bb\u00bf",
            "\u00e2\u0080\u00a8",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            " ",
            "PAY-1",
            " pay-7,OPS-10 ",
            "PAY-0",
            "PAY-99999999999999999999",
            "https://jira.example.com/browse/PAY-2 ",
            "PAY-3 #time 1w 2d 3h 4m #comment ",
            " #time 99999999999999999999h ",
            " #time 0.0000001w ",
            "#",
            "-",
            "/",
            "refs/heads/",
            "%00",
            "%ff%",
            "://[::1]:99999/",
            "?page=18446744073709551616&page=-1",
            "<https://example.com/?page=2>; rel=\"next\"",
            "9999-12-31T23:59:60.999999999Z",
            "-0001-02-30T24:00:00+99:99",
            "(",
            "[^",
            "(?:(?:a{50}){50}){50}",
            "[A-Z]{900}",
            "*");

    /** Numbers at the ends of what types hold, and beyond. */
    private static final List<byte[]> NUMBERS = all(
            "0",
            "-0",
            "-1",
            "1.5",
            "1e2",
            "1E-7",
            "00",
            "1e400",
            "-1e400",
            "4.9e-324",
            "1.7976931348623157e308",
            "127",
            "65536",
            "2147483647",
            "-2147483648",
            "2147483648",
            "4294967295",
            "4294967296",
            "9007199254740993",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "-9223372036854775809",
            "18446744073709551615",
            "18446744073709551616",
            "8210298412799999",
            "253402300800000",
            "1" + "0".repeat(400),
            "0." + "1".repeat(400));

    /** Values of other types, and words that the head of a request knows. */
    private static final List<byte[]> VALUES = all(
            "null",
            "true",
            "false",
            "0",
            "7",
            "\"\"",
            "\"7\"",
            "\"null\"",
            "[]",
            "[null]",
            "[[]]",
            "{}",
            "{\"\":0}",
            "{\"id\":1,\"id\":2}",
            "\"configure\"",
            "\"deliver\"",
            "\"issue_keys\"",
            "\"page\"",
            "\"preview\"",
            "\"smart_commits\"",
            "\"step\"",
            "\"repositories\"",
            "\"branches\"",
            "\"commits\"",
            "\"pull_requests\"",
            "\"2026-03-02T12:00:00Z\"",
            "\"0000000000000000000000000000000000000000\"");
}
