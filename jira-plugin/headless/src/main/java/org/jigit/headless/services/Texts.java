// Texts of plugins: finds the text of an i18n key in the properties files that plugins name, in a language.
package org.jigit.headless.services;

import com.atlassian.sal.api.message.I18nResolver;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Serializable;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/** Answers as SAL's I18nResolver. Every text is a message format, as in Jira: an apostrophe is written twice. */
public final class Texts implements I18nResolver {

    private final List<Source> sources = new CopyOnWriteArrayList<>();
    private final Supplier<Locale> locale;

    /** The supplier tells the language of this thread's user. */
    public Texts(Supplier<Locale> locale) {
        this.locale = locale;
    }

    /** Adds the texts below a location such as {@code i18n.messages}; what comes back removes them. */
    public AutoCloseable add(String location, Function<String, URL> files) {
        String base = location.endsWith(".properties") ? location.substring(0, location.length() - 11) : location;
        Source source = new Source(base.replace('.', '/'), files, new ConcurrentHashMap<>());
        if (source.in("").isEmpty()) {
            throw new IllegalArgumentException("no texts at " + source.path + ".properties");
        }
        sources.add(source);
        return () -> sources.remove(source);
    }

    @Override
    public String getText(String key) {
        return getText(locale.get(), key);
    }

    @Override
    public String getText(String key, Serializable... arguments) {
        return getText(locale.get(), key, arguments);
    }

    @Override
    public String getText(Locale language, String key) {
        return getText(language, key, new Serializable[0]);
    }

    @Override
    public String getText(Locale language, String key, Serializable... arguments) {
        String text = raw(language, key);
        if (text == null) {
            return key;
        }
        return new MessageFormat(text, language).format(arguments);
    }

    @Override
    public String getRawText(String key) {
        String text = raw(locale.get(), key);
        return text == null ? key : text;
    }

    @Override
    public Map<String, String> getAllTranslationsForPrefix(String prefix) {
        return getAllTranslationsForPrefix(prefix, locale.get());
    }

    @Override
    public Map<String, String> getAllTranslationsForPrefix(String prefix, Locale language) {
        Map<String, String> found = new TreeMap<>();
        List<String> suffixes = new ArrayList<>(suffixes(language));
        java.util.Collections.reverse(suffixes);
        for (String suffix : suffixes) {
            for (Source source : sources) {
                source.in(suffix).stringPropertyNames().stream()
                        .filter(key -> key.startsWith(prefix))
                        .forEach(key -> found.put(key, source.in(suffix).getProperty(key)));
            }
        }
        return found;
    }

    private String raw(Locale language, String key) {
        for (String suffix : suffixes(language)) {
            for (Source source : sources) {
                String text = source.in(suffix).getProperty(key);
                if (text != null) {
                    return text;
                }
            }
        }
        return null;
    }

    private static List<String> suffixes(Locale language) {
        List<String> suffixes = new ArrayList<>();
        if (!language.getCountry().isEmpty()) {
            suffixes.add("_" + language.getLanguage() + "_" + language.getCountry());
        }
        suffixes.add("_" + language.getLanguage());
        suffixes.add("");
        return suffixes;
    }

    private record Source(String path, Function<String, URL> files, Map<String, Properties> read) {
        Properties in(String suffix) {
            return read.computeIfAbsent(suffix, each -> {
                Properties properties = new Properties();
                URL file = files.apply(path + each + ".properties");
                if (file != null) {
                    try (Reader reader = new InputStreamReader(file.openStream(), StandardCharsets.UTF_8)) {
                        properties.load(reader);
                    } catch (IOException e) {
                        throw new IllegalStateException(file + " cannot be read", e);
                    }
                }
                return properties;
            });
        }
    }
}
