// Tells authors by mail, in their language, which of their commands were not done and why.
package org.jigit.smartcommit;

import com.atlassian.jira.user.ApplicationUser;
import com.atlassian.mail.Email;
import com.atlassian.mail.queue.MailQueue;
import com.atlassian.mail.queue.SingleMailQueueItem;
import com.atlassian.sal.api.message.I18nResolver;
import com.atlassian.sal.api.message.LocaleResolver;
import com.atlassian.sal.api.user.UserKey;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jigit.store.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One mail per commit, only to its author and only to the address that Jira has. A hashtag in a sentence that names no step is no
 * reason for one.
 */
public final class SmartCommitMail {
    private static final Logger LOG = LoggerFactory.getLogger(SmartCommitMail.class);
    private static final int SHORT_ID = 7;
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
    private static final String FAILED = "jigit.common.smart.failed.";

    private final Database database;
    private final I18nResolver texts;
    private final LocaleResolver languages;
    private final MailQueue queue;

    public SmartCommitMail(Database database, I18nResolver texts, LocaleResolver languages, MailQueue queue) {
        this.database = database;
        this.texts = texts;
        this.languages = languages;
        this.queue = queue;
    }

    /** Tells what was not done of a commit, if anything. */
    void tell(SmartCommits.Due due, ApplicationUser author, JsonArray results) {
        String address = author.getEmailAddress();
        if (address == null || address.isEmpty()) {
            return;
        }
        Locale language = languages.getLocale(new UserKey(author.getKey()));
        Set<String> issues = new LinkedHashSet<>();
        List<String> lines = new ArrayList<>();
        for (JsonElement each : results) {
            JsonObject result = each.getAsJsonObject();
            if (isWorthAMail(result)) {
                String issue = result.get("issue").getAsString();
                issues.add(issue);
                lines.add(issue + " " + result.get("text").getAsString() + ": " + sentence(language, result));
            }
        }
        if (lines.isEmpty()) {
            return;
        }
        String sha = due.sha().substring(0, Math.min(SHORT_ID, due.sha().length()));
        Map<String, String> facts =
                Map.of("issues", String.join(", ", issues), "commit", sha, "repository", repository(due));
        lines.add("");
        lines.add(filled(texts.getText(language, "jigit.mail.commit"), facts));
        try {
            queue.addItem(new SingleMailQueueItem(new Email(address)
                    .setSubject(filled(texts.getText(language, "jigit.mail.subject"), facts))
                    .setBody(String.join("\n", lines))
                    .setMimeType("text/plain")));
        } catch (RuntimeException e) {
            LOG.warn("commit {}: its author could not be told by mail what was not done", due.sha(), e);
        }
    }

    private static boolean isWorthAMail(JsonObject result) {
        if (result.get("code").isJsonNull()) {
            return false;
        }
        return result.get("direct").getAsBoolean()
                || !result.get("code").getAsString().equals("NoSuchTransition");
    }

    private String sentence(Locale language, JsonObject result) {
        JsonObject params = result.getAsJsonObject("params");
        String code = result.get("code").getAsString();
        boolean nothing = code.equals("NoSuchTransition")
                && params.getAsJsonArray("possible").isEmpty();
        Map<String, String> facts = params.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, param -> text(param.getValue())));
        return filled(texts.getText(language, FAILED + (nothing ? "NoTransition" : code)), facts);
    }

    private static String text(JsonElement value) {
        return value.isJsonArray()
                ? StreamSupport.stream(value.getAsJsonArray().spliterator(), false)
                        .map(JsonElement::getAsString)
                        .collect(Collectors.joining(", "))
                : value.getAsString();
    }

    private String repository(SmartCommits.Due due) {
        return database.read(session -> session.first(
                        "select [FULL_NAME] from {REPOSITORY} where [ID] = ?",
                        row -> row.getString(1),
                        due.repositoryId())
                .orElse(""));
    }

    /** A text with its places filled, as the screens do it. */
    private static String filled(String text, Map<String, String> facts) {
        return PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(facts.getOrDefault(place.group(1), place.group())));
    }
}
