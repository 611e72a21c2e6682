// Finds issue keys with java.util.regex, as most apps for Jira do: the peer of the benchmark of issue keys.
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Reads messages from a file, separated by NUL, and prints the speed of each round in GB/s. */
final class IssueKeyPattern {
    private static final Pattern KEY = Pattern.compile("(?<![A-Za-z0-9_])([A-Z][A-Z0-9_]+)-([1-9][0-9]{0,9})(?![A-Za-z0-9])");

    public static void main(String[] arguments) throws Exception {
        String all = Files.readString(Path.of(arguments[0]));
        String[] messages = all.split("\0");
        int bytes = Arrays.stream(messages).mapToInt(String::length).sum();
        int rounds = Integer.parseInt(arguments[1]);
        int found = 0;
        // Warm: HotSpot compiles what runs often.
        for (int round = -30; round < rounds; round++) {
            long began = System.nanoTime();
            for (String message : messages) {
                var matcher = KEY.matcher(message);
                while (matcher.find()) {
                    found += matcher.group().length();
                }
            }
            long took = System.nanoTime() - began;
            if (round >= 0) {
                System.out.println((double) bytes / took);
            }
        }
        if (found == 0 && all.contains("PAY-1")) {
            throw new IllegalStateException("expected keys, found none");
        }
    }
}
