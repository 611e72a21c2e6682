// Manages apps: upload, enable, disable, uninstall.
package org.jigit.headless.pages;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.Part;
import org.jigit.headless.Platform;
import org.jigit.headless.Plugins;
import org.jigit.headless.jira.JiraModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The page {@code /plugins/servlet/upm}. */
final class AppsPage extends PageServlet {

    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(AppsPage.class);

    private final transient Platform platform;

    AppsPage(Platform platform, JiraModel jira, Frame frame) {
        super(jira, frame);
        this.platform = platform;
    }

    @Override
    void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        list(request, response, "");
    }

    @Override
    void act(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        boolean allowed = jira.permissions().isSystemAdministrator(person(request));
        if (turnedAway(allowed, FOR_ADMINISTRATORS, request, response)) {
            return;
        }
        String key = field(request, "key");
        try {
            String done =
                    switch (field(request, "action")) {
                        case "upload" -> upload(request);
                        case "enable" -> platform.plugins().enable(key).name() + " is enabled.";
                        case "disable" -> platform.plugins().disable(key).name() + " is disabled.";
                        case "uninstall" -> uninstall(key);
                        default -> throw new Plugins.InstallException("This page cannot do that.");
                    };
            go(request, response, "/plugins/servlet/upm", done);
        } catch (Plugins.InstallException refused) {
            LOG.warn("an app was refused", refused);
            list(request, response, refused.getMessage());
        }
    }

    private String upload(HttpServletRequest request) throws IOException, ServletException, Plugins.InstallException {
        Part part = request.getPart("plugin");
        if (part == null || part.getSize() == 0) {
            throw new Plugins.InstallException("Choose the jar of an app.");
        }
        Path jar = Files.createTempFile("upload-", ".jar");
        try {
            try (InputStream uploaded = part.getInputStream()) {
                Files.copy(uploaded, jar, StandardCopyOption.REPLACE_EXISTING);
            }
            Plugins.Installed installed = platform.plugins().install(jar);
            return installed.name() + " " + installed.version() + " is installed.";
        } finally {
            Files.deleteIfExists(jar);
        }
    }

    private String uninstall(String key) {
        platform.plugins().uninstall(key);
        return key + " is uninstalled.";
    }

    private void list(HttpServletRequest request, HttpServletResponse response, String error) throws IOException {
        boolean allowed = jira.permissions().isSystemAdministrator(person(request));
        if (turnedAway(allowed, FOR_ADMINISTRATORS, request, response)) {
            return;
        }
        page(
                request,
                response,
                "atl.admin",
                "Manage apps",
                "apps",
                Map.of("plugins", platform.plugins().all(), "error", error));
    }

    private static final String FOR_ADMINISTRATORS = "Only system administrators may manage apps.";
}
