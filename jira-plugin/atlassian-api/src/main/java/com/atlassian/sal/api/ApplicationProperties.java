// Signature of ApplicationProperties, to compile against.
package com.atlassian.sal.api;

import java.io.File;
import java.nio.file.Path;
import java.util.Date;
import java.util.Optional;

public interface ApplicationProperties {
    String PLATFORM_JIRA = String.valueOf("jira");

    String getBaseUrl(UrlMode urlMode);

    String getDisplayName();

    String getPlatformId();

    String getVersion();

    Date getBuildDate();

    String getBuildNumber();

    File getHomeDirectory();

    Optional<Path> getLocalHomeDirectory();

    Optional<Path> getSharedHomeDirectory();

    String getPropertyValue(String key);

    String getApplicationFileEncoding();
}
