// What somebody typed who misses something, and what it may be: an issue, a commit, a pull request, a branch, a
// repository.
package org.jigit.operation;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jigit.Refusal;

/**
 * A text and its readings. Web addresses are read without knowing whose they are: what stands before is the address or the path of
 * a repository that the connection knows, and behind it stands an id, a number or a name.
 *
 * @param repository the repository that the text names, if it is one of the connection's
 * @param stranger how the text names a repository that is not one of them, or null
 * @param server host and port of a web address, or null
 * @param readings what it may be, the likeliest first
 */
record Wanted(Repository repository, String stranger, String server, List<Reading> readings) {
    /** Kinds of things that may be missed. */
    enum Kind {
        BRANCH,
        COMMIT,
        ISSUE,
        PULL_REQUEST,
        REPOSITORY;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One way to understand the text.
     *
     * @param kind the kind of thing
     * @param value its key, id, number or name
     */
    record Reading(Kind kind, String value) {
        /** As people write it. */
        String name() {
            return switch (kind) {
                case COMMIT -> value.substring(0, Math.min(SHORT_ID, value.length()));
                case PULL_REQUEST -> "#" + value;
                default -> value;
            };
        }
    }

    /**
     * A repository of the connection.
     *
     * @param id its row
     * @param fullName its path
     * @param url its web address, or null
     * @param hiddenSince since when it is not visible, or null
     */
    record Repository(long id, String fullName, URI url, Long hiddenSince) {}

    private static final int SHORT_ID = 7;
    private static final Pattern ADDRESS = Pattern.compile("https?://.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern ISSUE = Pattern.compile("[A-Za-z][A-Za-z0-9_]*-[1-9][0-9]{0,9}");
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{7,64}");
    private static final Pattern WHOLE_ID = Pattern.compile("[0-9a-fA-F]{40}|[0-9a-fA-F]{64}");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");
    private static final Pattern NUMBERED = Pattern.compile("(.*?)[#!]([1-9][0-9]{0,17})");
    /** Words that addresses put before the name of a branch. */
    private static final Set<String> BEFORE_BRANCH =
            Set.of("-", "tree", "src", "branch", "branches", "commits", "log", "refs", "heads");

    /**
     * Reads a text.
     *
     * @param repositories those of the connection
     * @param server host and port of the connection's server
     */
    static Wanted of(String text, List<Repository> repositories, String server) {
        if (ADDRESS.matcher(text).matches()) {
            return address(uri(text), repositories, server);
        }
        Matcher numbered = NUMBERED.matcher(text);
        if (numbered.matches()) {
            String name = numbered.group(1);
            Repository repository = find(repositories, each -> each.fullName.equalsIgnoreCase(name));
            boolean strange = repository == null && !name.isEmpty();
            return new Wanted(
                    repository,
                    strange ? name : null,
                    null,
                    List.of(new Reading(Kind.PULL_REQUEST, numbered.group(2))));
        }
        Repository named = find(repositories, each -> each.fullName.equalsIgnoreCase(text));
        return named == null
                ? new Wanted(null, null, null, plain(text))
                : new Wanted(named, null, null, List.of(new Reading(Kind.REPOSITORY, named.fullName)));
    }

    private static List<Reading> plain(String text) {
        List<Reading> readings = new ArrayList<>();
        if (ISSUE.matcher(text).matches()) {
            readings.add(new Reading(Kind.ISSUE, text.toUpperCase(Locale.ROOT)));
        }
        if (ID.matcher(text).matches()) {
            readings.add(new Reading(Kind.COMMIT, text.toLowerCase(Locale.ROOT)));
        }
        if (NUMBER.matcher(text).matches()) {
            readings.add(new Reading(Kind.PULL_REQUEST, text));
        }
        readings.add(new Reading(Kind.BRANCH, text.replaceFirst("^(refs/heads/)", "")));
        return readings;
    }

    private static Wanted address(URI address, List<Repository> repositories, String server) {
        String place = place(address);
        Repository best = null;
        String rest = null;
        for (Repository each : repositories) {
            String behind = behind(each, address, place, server);
            if (behind != null && (rest == null || behind.length() < rest.length())) {
                best = each;
                rest = behind;
            }
        }
        String path = String.valueOf(address.getPath());
        List<Reading> readings = readings(best == null ? path : rest, best);
        return new Wanted(best, best == null ? path : null, authority(address), readings);
    }

    /** What stands behind a repository in an address; null when it is about another one. */
    private static String behind(Repository repository, URI address, String place, String server) {
        URI own = repository.url;
        if (own != null && startsWith(place, place(own))) {
            return place.substring(place(own).length());
        }
        boolean here = authority(address).equals(server)
                || (own != null && authority(address).equals(authority(own)));
        String path = address.getPath() + "/";
        int at = path.toLowerCase(Locale.ROOT).indexOf("/" + repository.fullName.toLowerCase(Locale.ROOT) + "/");
        return here && at >= 0 ? path.substring(at + 1 + repository.fullName.length()) : null;
    }

    private static boolean startsWith(String place, String own) {
        return place.regionMatches(true, 0, own, 0, own.length())
                && (place.length() == own.length() || place.charAt(own.length()) == '/');
    }

    private static List<Reading> readings(String rest, Repository repository) {
        List<String> parts =
                Arrays.stream(rest.split("/")).filter(part -> !part.isEmpty()).toList();
        List<Reading> readings = new ArrayList<>();
        parts.stream()
                .filter(part -> ID.matcher(part).matches()
                        && (!NUMBER.matcher(part).matches()
                                || WHOLE_ID.matcher(part).matches()))
                .reduce((first, second) -> second)
                .ifPresent(id -> readings.add(new Reading(Kind.COMMIT, id.toLowerCase(Locale.ROOT))));
        parts.stream()
                .filter(part -> NUMBER.matcher(part).matches())
                .findFirst()
                .ifPresent(number -> readings.add(new Reading(Kind.PULL_REQUEST, number)));
        List<String> name = parts.stream().dropWhile(BEFORE_BRANCH::contains).toList();
        if (!name.isEmpty()) {
            boolean announced = name.size() < parts.size();
            readings.add(announced ? 0 : readings.size(), new Reading(Kind.BRANCH, String.join("/", name)));
        }
        if (readings.isEmpty()) {
            readings.add(new Reading(Kind.REPOSITORY, repository == null ? rest : repository.fullName));
        }
        return readings;
    }

    private static Repository find(List<Repository> repositories, Predicate<Repository> wanted) {
        return repositories.stream().filter(wanted).findFirst().orElse(null);
    }

    private static URI uri(String text) {
        try {
            URI address = new URI(text.replace(" ", "%20"));
            if (address.getHost() != null) {
                return address;
            }
        } catch (URISyntaxException e) {
            // The same answer as for an address without a host.
        }
        throw new Refusal(400, "wrong_value", "text: expected a web address such as https://git.example.com/acme/shop")
                .with("field", "text");
    }

    /** Host and path without a slash at the end. */
    private static String place(URI address) {
        String path = String.valueOf(address.getPath());
        return authority(address) + (path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    /** Host and port; never what stands before an at sign. */
    static String authority(URI address) {
        String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
        return address.getPort() < 0 ? host : host + ":" + address.getPort();
    }
}
