// The life of a plugin in the headless Jira: upload, use, upgrade, disable, refuse, remove, restart.
package org.jigit.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PluginLifeTest {
    private static final String KEY = "org.example.probe";

    @TempDir
    static Path folder;

    private HeadlessJira jira;
    private Browser admin;
    private Browser developer;
    private Browser anonymous;

    @BeforeAll
    void start() throws Exception {
        jira = HeadlessJira.start(options());
        admin = new Browser(jira.baseUrl(), "admin");
        developer = new Browser(jira.baseUrl(), "dev1");
        anonymous = new Browser(jira.baseUrl(), null);
    }

    private Options options() {
        Options options = new Options();
        options.home = folder.resolve("home");
        options.port = 0;
        return options;
    }

    @AfterAll
    void stop() {
        jira.close();
    }

    @BeforeEach
    void probeIsThere() throws Exception {
        if (jira.plugins().all().stream().noneMatch(Plugins.Installed::enabled)) {
            assertNull(admin.upload(ProbeJar.version("1.0.0").build(folder)));
        }
    }

    @Test
    void resources_ask_for_a_licensed_user_unless_they_say_otherwise() throws Exception {
        assertEquals(401, anonymous.get("/rest/probe/1.0/notes").statusCode());
        assertEquals(200, developer.get("/rest/probe/1.0/notes").statusCode());
        assertEquals(200, developer.get("/rest/probe/latest/notes").statusCode());
        assertEquals(
                "dev1", developer.json("/rest/probe/1.0/notes/me").get("name").asText());
        assertEquals(401, anonymous.get("/rest/probe/1.0/notes/facts").statusCode());
        assertEquals(403, developer.get("/rest/probe/1.0/notes/facts").statusCode());
        assertEquals(200, admin.get("/rest/probe/1.0/notes/facts").statusCode());
        assertEquals(404, admin.get("/rest/probe/1.0/nothing").statusCode());
        assertEquals(404, admin.get("/rest/probe11/1.0/notes").statusCode(), "a module for Jira 11 only");
    }

    @Test
    void forms_from_foreign_pages_are_refused() throws Exception {
        String path = "/rest/probe/1.0/notes/form";
        String form = "application/x-www-form-urlencoded";
        assertEquals(403, developer.send("POST", path, form, "a=b").statusCode());
        assertEquals(
                200,
                developer
                        .send("POST", path, form, "a=b", "X-Atlassian-Token", "no-check")
                        .statusCode());
        String agent = "Mozilla/5.0";
        String json = "application/json";
        String foreign = "http://foreign.example";
        int refused = developer
                .send("POST", "/rest/probe/1.0/notes", json, "{}", "User-Agent", agent, "Origin", foreign)
                .statusCode();
        assertEquals(403, refused, "a browser on a foreign page");
        assertEquals(
                202,
                anonymous
                        .send("POST", "/rest/probe/1.0/notes/hook", form, "a=b")
                        .statusCode());
        assertEquals(
                202,
                anonymous
                        .send("POST", "/rest/probe/1.0/notes/hook", null, "a=b")
                        .statusCode());
    }

    @Test
    void rows_are_kept_or_rolled_back_and_plain_sql_sees_them() throws Exception {
        int before = developer.json("/rest/probe/1.0/notes").size();
        String note = "{\"text\":\"first\"}";
        assertEquals(
                201,
                developer
                        .send("POST", "/rest/probe/1.0/notes", "application/json", note)
                        .statusCode());
        assertEquals(500, developer.get("/rest/probe/1.0/notes/fail").statusCode());
        assertEquals(before + 1, developer.json("/rest/probe/1.0/notes").size());
        int counted = admin.json("/rest/probe/1.0/notes/count?table=" + table())
                .get("count")
                .asInt();
        assertEquals(before + 1, counted);
    }

    @Test
    void a_plugin_works_on_an_issue_for_somebody_on_its_own_thread() throws Exception {
        String dev1 = "{\"name\":\"dev1\",\"locale\":\"de_DE\"}";
        admin.send("PUT", "/rest/headless/1.0/person", "application/json", dev1);
        String wish = "{\"issue\":\"PAY-1\",\"email\":\"DEV1@example.com\"}";
        var closed = admin.send("POST", "/rest/probe/1.0/notes/close", "application/json", wish);
        assertEquals("{\"mail\":\"PAY-1 Done de_DE\"}", closed.body());
        JsonNode comments = admin.json("/rest/api/2/issue/PAY-1/comment").get("comments");
        assertEquals("on the way", comments.get(0).get("body").asText());
        assertEquals("there", comments.get(1).get("body").asText());
        assertEquals("dev1", comments.get(1).get("author").get("name").asText());
        JsonNode worklog =
                admin.json("/rest/api/2/issue/PAY-1/worklog").get("worklogs").get(0);
        assertEquals("1d", worklog.get("timeSpent").asText());
        JsonNode mail = admin.json("/rest/headless/1.0/mail").get(0);
        assertEquals("dev1@example.com", mail.get("to").asText());
        assertEquals("PAY-1 Done de_DE", mail.get("subject").asText());
    }

    private static String table() throws Exception {
        byte[] hash = java.security.MessageDigest.getInstance("MD5").digest(KEY.getBytes());
        String digits = java.util.HexFormat.of().withUpperCase().formatHex(hash);
        return "AO_" + digits.substring(digits.length() - 6) + "_NOTE";
    }

    @Test
    void pages_of_servlets_stand_in_jiras_frame() throws Exception {
        assertEquals(302, anonymous.get("/plugins/servlet/probe/page").statusCode());
        String page = admin.get("/plugins/servlet/probe/page").body();
        assertTrue(page.contains("<p id=\"name\">&lt;b&gt;</p>"), "escaped: " + page);
        assertTrue(page.contains("<p id=\"bare\"><i>bare</i></p>"), "names that end in Html are not");
        assertTrue(page.contains("<p id=\"calls\">listed $thing.unlisted</p>"), "only listed methods are called");
        assertTrue(page.contains("<p id=\"path\">/page</p>"));
        assertTrue(page.contains("Probe &amp; page"));
        assertTrue(page.contains("probe-link"), "the item of the menu");
        assertTrue(page.contains("The probe&#39;s page") || page.contains("The probe's page"), "its text");
        assertTrue(page.contains("/download/resources/org.example.probe:style/probe.css"), "what it required");
        assertTrue(page.contains("probe.data") && !page.contains("\"</script>"), "data cannot end the script");
        assertEquals(
                200,
                anonymous
                        .get("/download/resources/org.example.probe:style/probe.css")
                        .statusCode());
        assertEquals(
                404,
                anonymous
                        .get("/download/resources/org.example.probe:style/../x")
                        .statusCode());
    }

    @Test
    void an_issue_shows_panel_and_tab() throws Exception {
        String page = developer.get("/browse/PAY-1").body();
        assertTrue(page.contains("PAY-1 has "), "the panel");
        assertTrue(page.contains("Probe tab"), "the tab");
        String tab = developer.get("/browse/PAY-1?page=org.example.probe:tab").body();
        assertTrue(tab.contains("<p class=\"probe-tab\">PAY-1</p>"));
    }

    @Test
    void jobs_run_when_told_and_events_arrive() throws Exception {
        int before = admin.json("/rest/probe/1.0/notes/facts").get("runs").asInt();
        String outcomes =
                admin.send("POST", "/rest/headless/1.0/jobs/run", null, "").body();
        assertTrue(outcomes.contains("\"probe-local\":\"SUCCESS\""), outcomes);
        assertTrue(outcomes.contains("\"probe-cluster\":\"SUCCESS\""), outcomes);
        assertEquals(
                before + 2,
                admin.json("/rest/probe/1.0/notes/facts").get("runs").asInt());
        assertEquals(
                200,
                admin.send("PUT", "/rest/api/2/project/OPS", "application/json", "{\"key\":\"OPX\"}")
                        .statusCode());
        assertEquals(
                "OPS to OPX",
                admin.json("/rest/probe/1.0/notes/facts").get("rekeyed").asText());
        assertEquals(
                200,
                admin.send("PUT", "/rest/api/2/project/OPX", "application/json", "{\"key\":\"OPS\"}")
                        .statusCode());
    }

    @Test
    void upgrades_keep_rows_and_leave_no_class_loader() throws Exception {
        developer.send("POST", "/rest/probe/1.0/notes", "application/json", "{\"text\":\"kept\"}");
        int rows = developer.json("/rest/probe/1.0/notes").size();
        for (int i = 1; i <= 20; i++) {
            assertNull(admin.upload(ProbeJar.version("1.0." + i).build(folder)));
            developer.get("/rest/probe/1.0/notes");
            admin.get("/plugins/servlet/probe/page");
            developer.get("/browse/PAY-1?page=org.example.probe:tab");
        }
        assertEquals(
                "1.0.20",
                admin.json("/rest/plugins/1.0/" + KEY + "-key").get("version").asText());
        assertEquals(rows, developer.json("/rest/probe/1.0/notes").size());
        assertEquals(
                "yes", admin.json("/rest/probe/1.0/notes/facts").get("stopped").asText(), "onStop was called");
        assertEquals(
                "{\"org.example.probe\":0}",
                admin.get("/rest/headless/1.0/loaders").body());
    }

    @Test
    void a_disabled_plugin_is_silent_until_it_is_enabled() throws Exception {
        String self = "/rest/plugins/1.0/" + KEY + "-key";
        assertEquals(
                200,
                admin.send("PUT", self, "application/json", "{\"enabled\":false}")
                        .statusCode());
        assertFalse(admin.json(self).get("enabled").asBoolean());
        assertEquals(404, developer.get("/rest/probe/1.0/notes").statusCode());
        assertEquals(404, admin.get("/plugins/servlet/probe/page").statusCode());
        assertFalse(developer.get("/browse/PAY-1").body().contains("probe-panel"));
        assertEquals(
                200,
                admin.send("PUT", self, "application/json", "{\"enabled\":true}")
                        .statusCode());
        assertEquals(200, developer.get("/rest/probe/1.0/notes").statusCode());
    }

    @Test
    void an_uninstalled_plugin_is_gone() throws Exception {
        String self = "/rest/plugins/1.0/" + KEY + "-key";
        assertEquals(403, developer.send("DELETE", self, null, "").statusCode());
        assertEquals(204, admin.send("DELETE", self, null, "").statusCode());
        assertEquals(404, admin.get(self).statusCode());
        assertEquals(404, developer.get("/rest/probe/1.0/notes").statusCode());
    }

    @Test
    void what_jira_would_refuse_is_refused_with_its_cause() throws Exception {
        refused(ProbeJar.version("2.0").alsoImporting("com.atlassian.nowhere"), "com.atlassian.nowhere");
        refused(
                ProbeJar.version("2.1")
                        .replacing(
                                "META-INF/spring/context.xml",
                                "org.example.probe.Notes\" autowire=\"constructor",
                                "org.example.probe.Broken"),
                "the probe was told to break");
        refused(
                ProbeJar.version("2.2")
                        .replacing(
                                "META-INF/spring/context.xml",
                                "com.atlassian.sal.api.user.UserManager",
                                "com.atlassian.plugin.web.Condition"),
                "com.atlassian.plugin.web.Condition");
        refused(ProbeJar.version("2.3").withoutImport("com.atlassian.plugin.osgi.bridge.external"), "bridge.external");
        refused(
                ProbeJar.version("2.4")
                        .replacing("atlassian-plugin.xml", "<ao key", "<component key=\"c\" class=\"x\"/><ao key"),
                "<component>");
        refused(
                ProbeJar.version("2.5")
                        .replacing(
                                "atlassian-plugin.xml",
                                "<velocity-allowlist",
                                "<custom-field key=\"c\"/><velocity-allowlist"),
                "<custom-field>");
        refused(ProbeJar.version("2.6").withoutImport("net.java.ao.schema"), "<ao");
        assertNull(admin.upload(ProbeJar.version("2.7").build(folder)), "a good version afterwards");
    }

    private void refused(ProbeJar jar, String because) throws Exception {
        String error = admin.upload(jar.build(folder));
        assertNotNull(error, "not refused, although: " + because);
        assertTrue(error.contains(because), error);
    }

    @Test
    void plugins_survive_a_restart() throws Exception {
        String version =
                admin.json("/rest/plugins/1.0/" + KEY + "-key").get("version").asText();
        stop();
        start();
        assertEquals(
                version,
                admin.json("/rest/plugins/1.0/" + KEY + "-key").get("version").asText());
        assertEquals(200, developer.get("/rest/probe/1.0/notes").statusCode());
    }
}
