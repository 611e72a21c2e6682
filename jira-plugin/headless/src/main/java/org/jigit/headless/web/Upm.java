// The REST resource of the plugin manager: upload, enable, disable, uninstall, in UPM's words.
package org.jigit.headless.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.Part;
import org.jigit.headless.Model;
import org.jigit.headless.Plugins;
import org.jigit.headless.Plugins.InstallException;
import org.jigit.headless.Plugins.Installed;
import org.jigit.headless.rest.Access;
import org.jigit.headless.services.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /rest/plugins/1.0/}: GET gives the {@code upm-token}; POST with it takes a jar and answers 202 with a task; the task is read
 * at {@code pending/<id>}, which leads to the plugin when it is done; {@code <key>-key} is the plugin.
 */
final class Upm extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Model model;
    private final transient Plugins plugins;
    private final transient Map<String, Task> tasks = new ConcurrentHashMap<>();
    private final transient Set<String> tokens;
    private final transient ExecutorService worker = Executors.newSingleThreadExecutor(Threads.named("upm"));
    private final transient SecureRandom random = new SecureRandom();

    Upm(Model model, Plugins plugins) {
        this.model = model;
        this.plugins = plugins;
        this.tokens = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > 200;
            }
        }));
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        int status = Access.SYSTEM_ADMIN.check(model);
        if (status != 200) {
            say(response, status, message("only system administrators manage apps"));
            return;
        }
        super.service(request, response);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = path(request);
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        String token = HexFormat.of().formatHex(bytes);
        tokens.add(token);
        response.setHeader("upm-token", token);
        Matcher pending = PENDING.matcher(path);
        Matcher key = KEY.matcher(path);
        if (path.isEmpty()) {
            ObjectNode body = JSON.createObjectNode();
            plugins.all().forEach(each -> body.withArray("plugins").add(json(request, each)));
            say(response, 200, body);
        } else if (pending.matches()) {
            tell(request, response, tasks.get(pending.group(1)));
        } else if (key.matches()) {
            Installed plugin = find(key.group(1));
            say(response, plugin == null ? 404 : 200, plugin == null ? message("no such app") : json(request, plugin));
        } else {
            say(response, 404, message("no such resource"));
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        String token = request.getParameter("token");
        if (token == null || !tokens.contains(token)) {
            say(response, 403, message("the upm-token is missing or too old"));
            return;
        }
        String type = request.getContentType();
        if (type == null || !type.startsWith("multipart/")) {
            say(response, 415, message("an app is uploaded as multipart/form-data"));
            return;
        }
        Part part = request.getPart("plugin");
        if (part == null) {
            say(response, 400, message("the field plugin is missing"));
            return;
        }
        Path jar = java.nio.file.Files.createTempFile("upload-", ".jar");
        part.write(jar.toString());
        Task task = new Task(UUID.randomUUID().toString());
        tasks.put(task.id, task);
        worker.execute(() -> install(task, jar));
        response.setHeader("Location", address(request, "pending/" + task.id));
        say(response, 202, json(request, task));
    }

    private void install(Task task, Path jar) {
        try {
            task.key = plugins.install(jar).key();
        } catch (InstallException | RuntimeException e) {
            LOG.error("the upload was refused: {}", e.getMessage(), e);
            task.error = e.getMessage();
        } finally {
            task.done = true;
            try {
                java.nio.file.Files.deleteIfExists(jar);
            } catch (IOException e) {
                LOG.warn("the uploaded file {} stays: {}", jar, e.toString());
            }
        }
    }

    private void tell(HttpServletRequest request, HttpServletResponse response, Task task) throws IOException {
        if (task == null) {
            say(response, 404, message("no such task"));
        } else if (task.done && task.error == null) {
            response.setHeader("Location", address(request, task.key + "-key"));
            say(response, 303, json(request, task));
        } else {
            say(response, 200, json(request, task));
        }
    }

    @Override
    protected void doPut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Installed plugin = addressed(request);
        JsonNode enabled;
        try {
            enabled = JSON.readTree(request.getInputStream()).get("enabled");
        } catch (JsonProcessingException e) {
            say(response, 400, message("the body is no JSON"));
            return;
        }
        if (plugin == null || enabled == null) {
            say(response, plugin == null ? 404 : 400, message(plugin == null ? "no such app" : "enabled is missing"));
            return;
        }
        try {
            boolean on = enabled.asBoolean();
            say(response, 200, json(request, on ? plugins.enable(plugin.key()) : plugins.disable(plugin.key())));
        } catch (InstallException e) {
            LOG.error("the app could not be enabled", e);
            say(response, 500, message(e.getMessage()));
        }
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Installed plugin = addressed(request);
        if (plugin == null) {
            say(response, 404, message("no such app"));
            return;
        }
        plugins.uninstall(plugin.key());
        response.setStatus(204);
    }

    private Installed addressed(HttpServletRequest request) {
        Matcher key = KEY.matcher(path(request));
        return key.matches() ? find(key.group(1)) : null;
    }

    private Installed find(String key) {
        return plugins.all().stream()
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElse(null);
    }

    private static String path(HttpServletRequest request) {
        return request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
    }

    private static String address(HttpServletRequest request, String path) {
        return request.getContextPath() + request.getServletPath() + "/" + path;
    }

    private static ObjectNode json(HttpServletRequest request, Installed plugin) {
        ObjectNode json = JSON.createObjectNode();
        json.put("key", plugin.key()).put("name", plugin.name()).put("version", plugin.version());
        json.put("enabled", plugin.enabled())
                .put("description", plugin.description())
                .put("userInstalled", true);
        json.putObject("vendor").put("name", plugin.vendor());
        json.putObject("links").put("self", address(request, plugin.key() + "-key"));
        return json;
    }

    private static ObjectNode json(HttpServletRequest request, Task task) {
        ObjectNode json = JSON.createObjectNode();
        json.put("type", "INSTALL").put("pingAfter", 100);
        ObjectNode status =
                json.putObject("status").put("done", task.done).put("statusCode", task.error == null ? 200 : 400);
        if (task.error != null) {
            status.put("subCode", "upm.pluginInstall.error.install.failed").put("errorMessage", task.error);
        }
        json.putObject("links").put("self", address(request, "pending/" + task.id));
        return json;
    }

    private static ObjectNode message(String text) {
        return JSON.createObjectNode().put("message", text);
    }

    private static void say(HttpServletResponse response, int status, ObjectNode body) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json;charset=UTF-8");
        response.getOutputStream().write(JSON.writeValueAsBytes(body));
    }

    @Override
    public void destroy() {
        worker.shutdownNow();
    }

    private static final class Task {
        private final String id;
        private volatile boolean done;
        private volatile String key;
        private volatile String error;

        private Task(String id) {
            this.id = id;
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PENDING = Pattern.compile("pending/([\\w-]+)");
    private static final Pattern KEY = Pattern.compile("(.+)-key");
    private static final Logger LOG = LoggerFactory.getLogger(Upm.class);
}
