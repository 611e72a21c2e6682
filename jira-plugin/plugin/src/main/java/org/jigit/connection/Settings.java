// The settings of a connection in Jigit's names: what each may be, and what it is when nobody says.
package org.jigit.connection;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jigit.Refusal;
import org.jigit.http.Network;

/** Settings without secrets, read strictly: an unknown field, a wrong type or a value that does not work yet is refused by name. */
public final class Settings {
    /** What secrets are read as; writing it keeps what is stored. */
    public static final String MASK = "xxxxxxx";

    /** Fields that an answer has and a request may repeat; they are not settings. */
    private static final Set<String> READ_ONLY = Set.of(
            "id", "sleepTo", "status", "progress", "pace", "last_delivery", "refused_today", "webhook", "hidden");

    /** The secret that requests carry as it is. */
    static final String TOKEN = "token";
    /** The secret that is exchanged for tokens: a PEM of several lines. */
    static final String PRIVATE_KEY = "privateKey";
    /** Fields that are secrets: each is stored encrypted in a column of its own. */
    static final Set<String> SECRETS = Set.of(TOKEN, PRIVATE_KEY);

    /** Whose commits are read, in Jigit's words. */
    static final List<String> STRATEGIES = List.of("ALL", "DEFAULT", "SELECTED", "MASK");
    /** These fields leave repositories out, or let more in. */
    static final List<String> FILTERS =
            List.of("includeSubgroups", "repositoryPattern", "repositoryExclude", "repositories");
    /** These fields say which branches' commits are read. */
    static final List<String> BRANCHES = List.of("branchStrategy", "branches", "defaultBranch");

    /** These fields say which issue keys are wanted. */
    static final List<String> KEYS = List.of("projectKeys", "ignoredKeys", "keyPattern");

    /** Commands run as the user with the author's e-mail address, only when the host vouches for the author. */
    static final String VOUCHED = "VOUCHED";
    /** As whom commands run. */
    static final List<String> IDENTITIES = List.of("OFF", "EMAIL", VOUCHED);
    /** The kinds of commands. */
    public static final List<String> COMMANDS = List.of("comment", "time", "transition");

    private static final int MOST_TEXTS = 1_000;

    private static final Map<String, Field> FIELDS = new LinkedHashMap<>();

    static {
        field("repoName", text(255), "");
        field("serverUrl", text(450), "");
        field("serviceType", text(64), "");
        field("username", text(255), "");
        field("appId", text(255), "");
        field("repoType", text(64), "SingleRepository");
        field("repositoryId", text(450), "");
        // With SELECTED and MASK it counts as one more branch or mask; hosts know the default branch themselves.
        field("defaultBranch", text(450), "");
        field("branches", texts(450), new JsonArray());
        field("branchStrategy", oneOf(STRATEGIES), "ALL");
        // The older switch: true is ALL; false is SELECTED where branches are named, else DEFAULT. branchStrategy
        // counts more.
        field("indexAllBranches", flag(), true);
        field("requestTimeout", number(1_000, 120_000), 10_000);
        field("sleepTimeout", number(0, 3_600_000), 0);
        field("sleepRequests", number(0, 1_000_000), 0);
        field("includeSubgroups", flag(), false);
        field("repositoryPattern", text(1000), "");
        field("repositoryExclude", text(1000), "");
        field("repositories", texts(450), new JsonArray());
        field("commitsPeriod", number(1_000, 604_800_000), 300_000);
        field("indexDaysLimit", number(0, 36_500), 0);
        field("indexPullRequests", flag(), true);
        field("smartCommitEnabled", flag(), false);
        // As whom commands run: the user with the author's e-mail address, or the same only when the host vouches for
        // the
        // author. OFF is the same as smartCommitEnabled: false.
        field("smartCommitIdentity", oneOf(IDENTITIES), VOUCHED);
        // The commands that a project allows; projects that are not named allow all.
        field("smartCommitCommands", commands(), new JsonObject());
        field("commentCommitEnabled", only(false, "comments from commits do not work yet"), false);
        field("developmentEnabled", only(true, "the development panel cannot be switched off yet"), true);
        field("supportDevelopmentPanel", only(true, "the development panel cannot be switched off yet"), true);
        field("devPanelOnly", only(false, "the tab cannot be switched off yet"), false);
        field("projectKeys", texts(255), new JsonArray());
        field("ignoredKeys", texts(255), new JsonArray());
        field("keyPattern", text(1000), "");
        field("webhookSources", networks(), new JsonArray());
        field("level", only("GLOBAL", "connections of projects do not work yet: only GLOBAL"), "GLOBAL");
    }

    private final JsonObject values;

    private Settings(JsonObject values) {
        this.values = values;
    }

    /** Settings as they are stored. */
    static Settings stored(JsonObject stored) {
        JsonObject values = new JsonObject();
        FIELDS.forEach((name, field) -> values.add(name, stored.has(name) ? stored.get(name) : field.normally()));
        return new Settings(values);
    }

    /** The settings that a request asks for; what it does not name stays as it was. */
    static Settings requested(JsonObject body, Settings before) {
        JsonObject values = before == null ? stored(new JsonObject()).values : before.values.deepCopy();
        for (Map.Entry<String, JsonElement> entry : body.entrySet()) {
            String name = entry.getKey();
            Field field = FIELDS.get(name);
            if (field != null && !entry.getValue().isJsonNull()) {
                values.add(name, field.check().read(name, entry.getValue()));
            } else if (field == null
                    && !READ_ONLY.contains(name)
                    && !SECRETS.contains(name)
                    && !name.equals("enabled")) {
                throw new Refusal(400, "unknown_field", "the field " + name + " is not known").with("field", name);
            }
        }
        agree(values, given(body, "branchStrategy"), given(body, "indexAllBranches"));
        if (values.get("smartCommitIdentity").getAsString().equals("OFF")) {
            values.addProperty("smartCommitEnabled", false);
            values.addProperty("smartCommitIdentity", VOUCHED);
        }
        return new Settings(values);
    }

    private static boolean given(JsonObject body, String name) {
        return body.has(name) && !body.get(name).isJsonNull();
    }

    /** Lets the strategy and the older switch say the same. */
    private static void agree(JsonObject values, boolean strategy, boolean older) {
        if (older && !strategy) {
            boolean all = values.get("indexAllBranches").getAsBoolean();
            boolean named = !values.getAsJsonArray("branches").isEmpty()
                    || !values.get("defaultBranch").getAsString().isEmpty();
            values.addProperty("branchStrategy", all ? "ALL" : named ? "SELECTED" : "DEFAULT");
        }
        values.addProperty(
                "indexAllBranches", values.get("branchStrategy").getAsString().equals("ALL"));
    }

    /** Whether some repositories of the scope are left out. */
    public boolean isFiltered() {
        return !text("repositoryPattern").isEmpty()
                || !text("repositoryExclude").isEmpty()
                || !texts("repositories").isEmpty();
    }

    /** The branches or masks that the strategy is about; none where it is about all or the default one. */
    public List<String> branches() {
        if (!Set.of("SELECTED", "MASK").contains(text("branchStrategy"))) {
            return List.of();
        }
        return Stream.concat(texts("branches").stream(), Stream.of(text("defaultBranch")))
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    /** Whether commands in commit messages run. */
    public boolean runsSmartCommits() {
        return flag("smartCommitEnabled");
    }

    /** Whether commands run only when the host vouches for the author. */
    public boolean needsVoucher() {
        return text("smartCommitIdentity").equals(VOUCHED);
    }

    /** Whether a project, known by all its keys, allows a kind of command. */
    public boolean allows(Collection<String> projectKeys, String command) {
        JsonObject allowed = values.getAsJsonObject("smartCommitCommands");
        return projectKeys.stream().filter(allowed::has).allMatch(key -> allowed.getAsJsonArray(key)
                .contains(new JsonPrimitive(command)));
    }

    /** Whether a text is there. */
    boolean isFilled(String name) {
        return values.has(name) && !values.get(name).getAsString().isEmpty();
    }

    /** Whether any of some fields is another one than in other settings. */
    boolean differs(Settings other, Collection<String> fields) {
        return fields.stream().anyMatch(field -> !values.get(field).equals(other.values.get(field)));
    }

    /** A text. */
    public String text(String name) {
        return values.get(name).getAsString();
    }

    /** A whole number. */
    public long number(String name) {
        return values.get(name).getAsLong();
    }

    /** A flag. */
    public boolean flag(String name) {
        return values.get(name).getAsBoolean();
    }

    /** Texts. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        values.getAsJsonArray(name).forEach(text -> texts.add(text.getAsString()));
        return texts;
    }

    /** The same settings with another text. */
    Settings with(String name, String text) {
        JsonObject changed = values.deepCopy();
        changed.addProperty(name, text);
        return new Settings(changed);
    }

    /** The same settings with a limit for the history of so many days, unless they have a shorter one. */
    Settings within(long days) {
        long own = number("indexDaysLimit");
        JsonObject changed = values.deepCopy();
        changed.addProperty("indexDaysLimit", own == 0 ? days : Math.min(own, days));
        return new Settings(changed);
    }

    /** The settings as JSON, in the order of the fields. */
    JsonObject json() {
        return values.deepCopy();
    }

    private record Field(Check check, JsonElement value) {
        JsonElement normally() {
            return value.deepCopy();
        }
    }

    /** Reads a value, or refuses it by the field's name. */
    @FunctionalInterface
    private interface Check {
        JsonElement read(String field, JsonElement value);
    }

    private static void field(String name, Check check, Object normally) {
        FIELDS.put(name, new Field(check, normally instanceof JsonElement json ? json : primitive(normally)));
    }

    private static JsonPrimitive primitive(Object value) {
        return value instanceof String text
                ? new JsonPrimitive(text)
                : value instanceof Boolean flag ? new JsonPrimitive(flag) : new JsonPrimitive((Number) value);
    }

    private static Check text(int most) {
        return (field, value) -> {
            if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
                throw wrong(field, "a text");
            }
            String text = value.getAsString().strip();
            if (text.length() > most || text.codePoints().anyMatch(Character::isISOControl)) {
                throw wrong(field, "a text of at most " + most + " characters on one line");
            }
            return new JsonPrimitive(text);
        };
    }

    private static Check flag() {
        return (field, value) -> {
            if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isBoolean()) {
                throw wrong(field, "true or false");
            }
            return value;
        };
    }

    private static Check number(long least, long most) {
        return (field, value) -> {
            String expected = "a whole number from " + least + " to " + most;
            if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isNumber()) {
                throw wrong(field, expected);
            }
            double number = value.getAsDouble();
            if (number != Math.rint(number) || number < least || number > most) {
                throw wrong(field, expected);
            }
            return new JsonPrimitive((long) number);
        };
    }

    private static Check texts(int most) {
        return (field, value) -> {
            if (!value.isJsonArray() || value.getAsJsonArray().size() > MOST_TEXTS) {
                throw wrong(field, "a list of at most " + MOST_TEXTS + " texts");
            }
            JsonArray texts = new JsonArray();
            for (JsonElement each : value.getAsJsonArray()) {
                JsonElement text = text(most).read(field, each);
                if (!text.getAsString().isEmpty() && !texts.contains(text)) {
                    texts.add(text);
                }
            }
            return texts;
        };
    }

    private static Check commands() {
        return (field, value) -> {
            if (!value.isJsonObject() || value.getAsJsonObject().size() > MOST_TEXTS) {
                throw wrong(field, "an object with the keys of at most " + MOST_TEXTS + " projects");
            }
            JsonObject commands = new JsonObject();
            for (Map.Entry<String, JsonElement> entry : value.getAsJsonObject().entrySet()) {
                JsonElement words = texts(64).read(field, entry.getValue());
                for (JsonElement word : words.getAsJsonArray()) {
                    if (!COMMANDS.contains(word.getAsString())) {
                        throw wrong(field, "commands of " + COMMANDS + " for each project");
                    }
                }
                String key =
                        text(255).read(field, new JsonPrimitive(entry.getKey())).getAsString();
                commands.add(key.toUpperCase(Locale.ROOT), words);
            }
            return commands;
        };
    }

    private static Check networks() {
        return (field, value) -> {
            JsonElement networks = texts(64).read(field, value);
            for (JsonElement each : networks.getAsJsonArray()) {
                if (Network.read(each.getAsString()).isEmpty()) {
                    throw wrong(field, "addresses and networks, such as 192.0.2.7 or 192.0.2.0/24");
                }
            }
            return networks;
        };
    }

    private static Check oneOf(List<String> words) {
        return (field, value) -> words.stream()
                .filter(word -> value.isJsonPrimitive() && word.equalsIgnoreCase(value.getAsString()))
                .findFirst()
                .<JsonElement>map(JsonPrimitive::new)
                .orElseThrow(() -> wrong(field, "one of " + words));
    }

    private static Check only(Object only, String why) {
        JsonPrimitive allowed = primitive(only);
        return (field, value) -> {
            boolean same = value.isJsonPrimitive()
                    && (only instanceof String text
                            ? text.equalsIgnoreCase(value.getAsString())
                            : allowed.equals(value));
            if (!same) {
                throw notYet(field, why);
            }
            return allowed;
        };
    }

    private static Refusal wrong(String field, String expected) {
        return new Refusal(400, "wrong_value", field + ": expected " + expected)
                .with("field", field)
                .with("expected", expected);
    }

    private static Refusal notYet(String field, String why) {
        return new Refusal(400, "not_supported", field + ": " + why).with("field", field);
    }
}
