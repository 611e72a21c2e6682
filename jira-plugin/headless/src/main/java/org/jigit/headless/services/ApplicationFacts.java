// Answers as SAL's ApplicationProperties and LoginUriProvider: what this Jira is and where it is.
package org.jigit.headless.services;

import com.atlassian.sal.api.ApplicationProperties;
import com.atlassian.sal.api.UrlMode;
import java.io.File;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.jigit.headless.Platform;

/** Facts about this Jira. */
public final class ApplicationFacts {

    private final Platform platform;

    /** About this platform. */
    public ApplicationFacts(Platform platform) {
        this.platform = platform;
    }

    public String getBaseUrl(UrlMode mode) {
        String base = platform.baseUrl();
        return switch (mode) {
            case CANONICAL, ABSOLUTE, AUTO -> base;
            case RELATIVE, RELATIVE_CANONICAL -> URI.create(base).getPath();
        };
    }

    public String getDisplayName() {
        return "Jira";
    }

    public String getPlatformId() {
        return ApplicationProperties.PLATFORM_JIRA;
    }

    public String getVersion() {
        return VERSION;
    }

    public Date getBuildDate() {
        return Date.from(Instant.parse("2024-12-05T00:00:00Z"));
    }

    public String getBuildNumber() {
        return "10030005";
    }

    public File getHomeDirectory() {
        return platform.homes().local().toFile();
    }

    public Optional<Path> getLocalHomeDirectory() {
        return Optional.of(platform.homes().local());
    }

    public Optional<Path> getSharedHomeDirectory() {
        return Optional.of(platform.homes().shared());
    }

    public String getApplicationFileEncoding() {
        return "UTF-8";
    }

    /** Jira keeps such properties in its database; here they are system properties. */
    public String getPropertyValue(String key) {
        return System.getProperty(key);
    }

    /** The login page that leads back to an address. */
    public URI getLoginUri(URI returnUri) {
        String destination = URLEncoder.encode(returnUri.toString(), StandardCharsets.UTF_8);
        return URI.create(platform.baseUrl() + "/login.jsp?permissionViolation=true&os_destination=" + destination);
    }

    private static final String VERSION = "10.3.5";
}
