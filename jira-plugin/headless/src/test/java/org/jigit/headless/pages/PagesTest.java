// Tests Jira's own pages and REST resources over HTTP: log-in, forms, keys of old, escaping, what others may not see.
package org.jigit.headless.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.atlassian.mail.Email;
import com.atlassian.mail.queue.MailQueue;
import com.atlassian.mail.queue.SingleMailQueueItem;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.jigit.headless.jira.IssueRow;
import org.jigit.headless.jira.JiraModel;
import org.jigit.headless.jira.Person;
import org.jigit.headless.jira.SmallPlatform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PagesTest {

    @TempDir
    Path folder;

    private final SmallPlatform platform = new SmallPlatform(false);
    private JiraModel jira;
    private final Tomcat tomcat = new Tomcat();
    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    @BeforeEach
    void start() throws Exception {
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("/jira", folder.toString());
        jira = new JiraModel(platform);
        Pages pages = new Pages(platform, jira);
        context.addServletContainerInitializer((none, servlets) -> pages.register(servlets), null);
        tomcat.start();
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
        platform.close();
    }

    @Test
    void anonymous_is_asked_to_log_in_and_led_back() throws Exception {
        HttpResponse<String> asked = get("/browse/PAY-1");
        assertEquals(302, asked.statusCode());
        assertTrue(asked.headers().firstValue("Location").orElseThrow().endsWith("os_destination=%2Fbrowse%2FPAY-1"));
        HttpResponse<String> entered =
                form("/login.jsp", "os_username=dev1&os_password=dev1&os_destination=%2Fbrowse%2FPAY-1");
        assertTrue(entered.headers().firstValue("Location").orElseThrow().endsWith("/jira/browse/PAY-1"));
        HttpResponse<String> page = get("/browse/PAY-1");
        assertEquals(200, page.statusCode());
        assertEquals("dev1", page.headers().firstValue("X-AUSERNAME").orElseThrow());
        get("/logout");
        assertEquals(302, get("/browse/PAY-1").statusCode());
    }

    @Test
    void a_wrong_password_is_refused() throws Exception {
        assertTrue(form("/login.jsp", "os_username=dev1&os_password=no").body().contains("incorrect"));
        assertEquals(302, get("/browse/PAY-1").statusCode());
        assertEquals(401, as("dev1:no", "GET", "/browse/PAY-1", null, null).statusCode());
        assertEquals(401, as("nonsense", "GET", "/browse/PAY-1", null, null).statusCode());
        assertEquals(401, get("/browse/PAY-1?os_authType=basic").statusCode());
    }

    @Test
    void logging_in_leads_to_no_other_server() throws Exception {
        for (String elsewhere : new String[] {"https://example.org/", "//example.org/", "/\\example.org/"}) {
            HttpResponse<String> entered = form(
                    "/login.jsp",
                    "os_username=dev1&os_password=dev1&os_destination="
                            + URLEncoder.encode(elsewhere, StandardCharsets.UTF_8));
            assertEquals(
                    "/jira/",
                    entered.headers().firstValue("Location").orElseThrow().replaceFirst("^http://[^/]*", ""));
        }
    }

    @Test
    void the_issue_page_holds_what_plugins_add() throws Exception {
        String page = as("dev1", "GET", "/browse/PAY-1").body();
        assertTrue(page.contains("<b>panel of PAY-1</b>"), page);
        assertTrue(page.contains("Some &lt;panel&gt;"), page);
        assertTrue(page.contains("content=\"atl.global,atl.general,jira.view.issue,jira.browse\""), page);
        assertTrue(page.contains("<meta name=\"ajs-context-path\" content=\"/jira\">"), page);
        assertTrue(page.contains("<meta name=\"ajs-issue-key\" content=\"PAY-1\">"), page);
        assertFalse(page.contains("action of PAY-1"), page);
        assertTrue(as("dev1", "GET", "/browse/PAY-1?page=org.example:some-tab")
                .body()
                .contains("<p>action of PAY-1</p>"));
    }

    @Test
    void the_history_tells_who_changed_what() throws Exception {
        assertEquals(
                200,
                as(
                                "admin:admin",
                                "POST",
                                "/rest/headless/1.0/issue/PAY-3/move",
                                "application/json",
                                "{\"project\":\"OPS\"}")
                        .statusCode());
        String history = as(
                        "dev1",
                        "GET",
                        "/browse/OPS-4?page=com.atlassian.jira.plugin.system.issuetabpanels:changehistory-tabpanel")
                .body();
        assertTrue(history.contains("<td>Key</td><td>PAY-3</td><td>OPS-4</td>"), history);
        assertTrue(history.contains("Administrator</span> made changes"), history);
        assertTrue(as("dev1", "GET", "/browse/OPS-4").body().contains("There are no comments yet"));
    }

    @Test
    void a_tab_can_be_loaded_alone() throws Exception {
        HttpRequest request = request("/browse/PAY-1?page=org.example:some-tab")
                .header("X-PJAX", "true")
                .header("Authorization", basic("dev1:dev1"))
                .build();
        String part = browser.send(request, BodyHandlers.ofString()).body();
        assertTrue(part.contains("<p>action of PAY-1</p>"), part);
        assertFalse(part.contains("<html"), part);
    }

    @Test
    void what_people_type_comes_out_escaped() throws Exception {
        String issue = "{\"fields\":{\"project\":{\"key\":\"PAY\"},\"summary\":\"<script>alert('&')</script>\\\"\"}}";
        assertEquals(
                201,
                as("dev1:dev1", "POST", "/rest/api/2/issue", "application/json", issue)
                        .statusCode());
        for (String path :
                new String[] {"/browse/PAY-9", "/projects/PAY", "/issues/", "/secure/EditIssue.jspa?key=PAY-9"}) {
            String page = as("dev1", "GET", path).body();
            assertTrue(page.contains("&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;&quot;"), path);
            assertFalse(page.contains("<script>alert"), path);
        }
        assertTrue(as("dev1", "GET", "/issues/?text=%22%3E%3Cb%3E").body().contains("&quot;&gt;&lt;b&gt;"));
    }

    @Test
    void keys_of_old_lead_to_the_issue() throws Exception {
        assertEquals(
                200,
                as(
                                "admin:admin",
                                "POST",
                                "/rest/headless/1.0/issue/PAY-3/move",
                                "application/json",
                                "{\"project\":\"OPS\"}")
                        .statusCode());
        assertEquals("/jira/browse/OPS-4?page=x", location(as("dev1", "GET", "/browse/PAY-3?page=x")));
        assertEquals(
                200,
                as("admin:admin", "PUT", "/rest/api/2/project/PAY", "application/json", "{\"key\":\"MONEY\"}")
                        .statusCode());
        assertEquals("/jira/browse/MONEY-1", location(as("dev1", "GET", "/browse/PAY-1")));
        assertEquals("/jira/projects/MONEY", location(as("dev1", "GET", "/projects/PAY")));
        assertTrue(as("dev1", "GET", "/rest/api/2/issue/PAY-1").body().contains("\"key\":\"MONEY-1\""));
    }

    @Test
    void an_outsider_cannot_tell_hidden_from_missing() throws Exception {
        HttpResponse<String> hidden = as("outsider", "GET", "/browse/PAY-1");
        HttpResponse<String> missing = as("outsider", "GET", "/browse/PAY-999");
        assertEquals(404, hidden.statusCode());
        assertEquals(404, missing.statusCode());
        assertTrue(hidden.body().contains("You can&#39;t view this issue"));
        assertEquals(404, as("outsider", "GET", "/projects/PAY").statusCode());
        assertFalse(as("outsider", "GET", "/secure/BrowseProjects.jspa").body().contains("Payments"));
        assertEquals(403, as("outsider", "GET", "/rest/api/2/issue/PAY-1").statusCode());
        assertEquals(401, get("/rest/api/2/issue/PAY-1").statusCode());
        assertEquals(404, as("outsider", "GET", "/rest/api/2/project/PAY").statusCode());
    }

    @Test
    void only_administrators_administer() throws Exception {
        for (String path :
                new String[] {"/secure/admin", "/plugins/servlet/upm", "/secure/admin/user/UserBrowser.jspa"}) {
            assertEquals(403, as("dev1", "GET", path).statusCode(), path);
            assertEquals(200, as("admin", "GET", path).statusCode(), path);
            assertEquals(302, get(path).statusCode(), path);
        }
        assertEquals(403, as("dev1", "GET", "/projects/PAY/settings").statusCode());
        assertEquals(200, as("admin", "GET", "/projects/PAY/settings").statusCode());
        String page = as("admin", "GET", "/secure/admin").body();
        assertTrue(page.contains("Some app") && page.contains("href=\"/jira/plugins/servlet/some\""), page);
        assertTrue(page.contains("node&lt;1&gt;"), page);
        assertEquals(
                403,
                as("dev1:dev1", "POST", "/rest/api/2/project", "application/json", "{\"key\":\"NEW\",\"name\":\"New\"}")
                        .statusCode());
        assertEquals(
                403,
                as(
                                "dev1:dev1",
                                "POST",
                                "/rest/headless/1.0/issue/PAY-3/move",
                                "application/json",
                                "{\"project\":\"OPS\"}")
                        .statusCode());
    }

    @Test
    void a_form_needs_its_token() throws Exception {
        form("/login.jsp", "os_username=dev1&os_password=dev1");
        String create = "project=PAY&issuetype=Task&summary=one+more";
        assertEquals(403, form("/secure/CreateIssue.jspa", create).statusCode());
        assertEquals(
                403,
                form("/secure/CreateIssue.jspa", create + "&atl_token=guess").statusCode());
        Matcher token = Pattern.compile("name=\"atl_token\" value=\"([^\"]+)\"")
                .matcher(get("/secure/CreateIssue.jspa").body());
        assertTrue(token.find());
        HttpResponse<String> created = form("/secure/CreateIssue.jspa", create + "&atl_token=" + token.group(1));
        assertEquals("/jira/browse/PAY-9", location(created));
        assertTrue(get("/browse/PAY-9").body().contains("Issue PAY-9 was created."));
    }

    @Test
    void rest_refuses_what_another_site_could_send() throws Exception {
        String issue = "{\"fields\":{\"project\":{\"key\":\"PAY\"},\"summary\":\"x\"}}";
        assertEquals(
                403,
                as("dev1:dev1", "POST", "/rest/api/2/issue", "text/plain", issue)
                        .statusCode());
        assertEquals(
                415,
                as("dev1:dev1", "POST", "/rest/api/2/issue", "text/xml", issue).statusCode());
        assertEquals(
                400,
                as("dev1:dev1", "POST", "/rest/api/2/issue", "application/json", "{")
                        .statusCode());
        assertEquals(
                400,
                as("dev1:dev1", "POST", "/rest/api/2/issue", "application/json", "{}")
                        .statusCode());
        assertEquals(404, as("dev1", "GET", "/rest/api/2/nonsense").statusCode());
    }

    @Test
    void rest_creates_and_deletes() throws Exception {
        assertEquals(
                201,
                as(
                                "admin:admin",
                                "POST",
                                "/rest/api/2/project",
                                "application/json",
                                "{\"key\":\"NEW\",\"name\":\"New\"}")
                        .statusCode());
        String issue =
                "{\"fields\":{\"project\":{\"key\":\"NEW\"},\"summary\":\"first\",\"issuetype\":{\"name\":\"Bug\"}}}";
        HttpResponse<String> created = as("dev1:dev1", "POST", "/rest/api/2/issue", "application/json", issue);
        assertTrue(created.body().contains("\"key\":\"NEW-1\""), created.body());
        assertTrue(as("dev2", "GET", "/rest/api/2/issue/NEW-1").body().contains("\"summary\":\"first\""));
        assertEquals(403, as("dev1", "DELETE", "/rest/api/2/issue/NEW-1").statusCode());
        assertEquals(204, as("admin", "DELETE", "/rest/api/2/issue/NEW-1").statusCode());
        assertEquals(404, as("admin", "GET", "/rest/api/2/issue/NEW-1").statusCode());
        assertEquals(400, as("admin", "DELETE", "/rest/api/2/issue/PAY-1").statusCode());
        assertEquals(
                204,
                as("admin", "DELETE", "/rest/api/2/issue/PAY-1?deleteSubtasks=true")
                        .statusCode());
        assertEquals(204, as("admin", "DELETE", "/rest/api/2/project/NEW").statusCode());
        assertTrue(as("dev1", "GET", "/rest/api/2/myself").body().contains("\"name\":\"dev1\""));
        assertEquals(401, get("/rest/api/2/myself").statusCode());
        assertTrue(get("/rest/api/2/serverInfo").body().contains("\"versionNumbers\":[10,3,"));
    }

    @Test
    void a_permission_can_be_taken_and_given() throws Exception {
        String change = "{\"project\":\"PAY\",\"user\":\"outsider\",\"permission\":\"BROWSE_PROJECTS\",\"granted\":%s}";
        assertEquals(
                204,
                as("admin:admin", "PUT", "/rest/headless/1.0/permission", "application/json", change.formatted("true"))
                        .statusCode());
        assertEquals(200, as("outsider", "GET", "/browse/PAY-1").statusCode());
        assertEquals(
                204,
                as("admin:admin", "PUT", "/rest/headless/1.0/permission", "application/json", change.formatted("false"))
                        .statusCode());
        assertEquals(404, as("outsider", "GET", "/browse/PAY-1").statusCode());
    }

    @Test
    void comments_and_worklogs_are_on_the_issue_page_and_in_rest() throws Exception {
        Person dev1 = jira.people().named("dev1").orElseThrow();
        IssueRow issue = jira.issues().withCurrentKey("PAY-1").orElseThrow();
        Instant at = Instant.parse("2026-03-04T05:06:07Z");
        jira.changes().comment(dev1, issue, "see <b>above</b>", at, true);
        jira.changes().logWork(dev1, issue, "tried again", at, 12_000, true);
        String comments = as("dev2", "GET", "/browse/PAY-1").body();
        assertTrue(comments.contains("see &lt;b&gt;above&lt;/b&gt;"), comments);
        String worklogs = as(
                        "dev2",
                        "GET",
                        "/browse/PAY-1?page=com.atlassian.jira.plugin.system.issuetabpanels:worklog-tabpanel")
                .body();
        assertTrue(worklogs.contains("tried again") && worklogs.contains("3h 20m"), worklogs);
        String comment = as("dev2", "GET", "/rest/api/2/issue/PAY-1/comment").body();
        assertTrue(comment.startsWith("{\"startAt\":0,\"maxResults\":1048576,\"total\":1,\"comments\":[{"), comment);
        assertTrue(comment.contains("\"body\":\"see <b>above</b>\""), comment);
        assertTrue(comment.contains("\"created\":\"2026-03-04T05:06:07.000+0000\""), comment);
        String worklog = as("dev2", "GET", "/rest/api/2/issue/PAY-1/worklog").body();
        assertTrue(worklog.contains("\"timeSpent\":\"3h 20m\",\"timeSpentSeconds\":12000"), worklog);
        assertTrue(worklog.contains("\"started\":\"2026-03-04T05:06:07.000+0000\""), worklog);
        for (String part : new String[] {"comment", "worklog", "transitions"}) {
            assertEquals(
                    403,
                    as("outsider", "GET", "/rest/api/2/issue/PAY-1/" + part).statusCode());
        }
        assertEquals(404, as("dev1", "GET", "/rest/api/2/issue/PAY-1/nonsense").statusCode());
    }

    @Test
    void rest_tells_the_status_and_the_transitions_of_the_person() throws Exception {
        String issue = as("dev1", "GET", "/rest/api/2/issue/PAY-1").body();
        assertTrue(issue.contains("\"name\":\"In Progress\",\"id\":\"3\",\"statusCategory\":{"), issue);
        assertTrue(issue.contains("\"key\":\"indeterminate\""), issue);
        String transitions =
                as("dev1", "GET", "/rest/api/2/issue/PAY-1/transitions").body();
        assertTrue(transitions.contains("\"id\":\"61\",\"name\":\"Close issue\",\"to\":{"), transitions);
        assertTrue(
                as("dev2", "GET", "/rest/api/2/issue/PAY-1/transitions").body().contains("\"transitions\":[]"));
    }

    @Test
    void people_can_be_added_changed_and_sent_away() throws Exception {
        String added =
                control("PUT", "person", "{\"name\":\"guest\",\"email\":\"a@b.example\",\"locale\":\"de_DE\"}", 200);
        assertTrue(added.contains("\"emailAddress\":\"a@b.example\""), added);
        assertTrue(added.contains("\"active\":true,\"locale\":\"de_DE\""), added);
        assertEquals(200, as("guest", "GET", "/rest/api/2/myself").statusCode());
        String changed = control("PUT", "person", "{\"name\":\"guest\",\"active\":false}", 200);
        assertTrue(changed.contains("a@b.example"), changed);
        assertEquals(401, as("guest", "GET", "/rest/api/2/myself").statusCode());
        control("PUT", "person", "{}", 400);
        assertEquals(
                403,
                as("dev1:dev1", "PUT", "/rest/headless/1.0/person", "application/json", "{\"name\":\"x\"}")
                        .statusCode());
    }

    @Test
    void mail_and_time_tracking_are_in_the_hands_of_tests() throws Exception {
        assertEquals("[]", control("GET", "mail", null, 200));
        ((MailQueue) jira.services().get(MailQueue.class))
                .addItem(new SingleMailQueueItem(
                        new Email("dev1@example.com").setSubject("Hello").setBody("PAY-1")));
        assertEquals(
                "[{\"to\":\"dev1@example.com\",\"subject\":\"Hello\",\"body\":\"PAY-1\",\"mimeType\":\"text/plain\"}]",
                control("GET", "mail", null, 200));
        control("DELETE", "mail", null, 204);
        assertEquals("[]", control("GET", "mail", null, 200));
        control("PUT", "timetracking", "{\"enabled\":false,\"hoursPerDay\":7.5}", 204);
        assertFalse(jira.timeTracking().enabled());
        assertEquals("7.5", jira.timeTracking().getHoursPerDay().toString());
        assertEquals("5", jira.timeTracking().getDaysPerWeek().toString());
        control("PUT", "timetracking", "{\"hoursPerDay\":0}", 400);
    }

    private String control(String method, String path, String body, int status) throws Exception {
        HttpResponse<String> answer =
                as("admin:admin", method, "/rest/headless/1.0/" + path, body == null ? null : "application/json", body);
        assertEquals(status, answer.statusCode(), answer.body());
        return answer.body();
    }

    @Test
    void a_theme_is_remembered() throws Exception {
        assertTrue(get("/login.jsp").body().contains("data-color-mode=\"light\""));
        assertTrue(get("/login.jsp?theme=dark").body().contains("data-color-mode=\"dark\""));
        assertTrue(get("/login.jsp").body().contains("data-color-mode=\"dark\""));
        assertFalse(get("/login.jsp?theme=original").body().contains("data-color-mode"));
    }

    @Test
    void a_dead_link_is_said_to_be_one() throws Exception {
        HttpResponse<String> page = as("dev1", "GET", "/nowhere");
        assertEquals(404, page.statusCode());
        assertTrue(page.body().contains("This link leads nowhere"), page.body());
        assertEquals("/jira/secure/Dashboard.jspa", location(as("dev1", "GET", "/")));
    }

    @Test
    void every_page_can_be_drawn() throws Exception {
        for (String path : new String[] {
            "/secure/Dashboard.jspa",
            "/issues/",
            "/secure/BrowseProjects.jspa",
            "/projects/OPS",
            "/projects/OPS/settings",
            "/secure/CreateIssue.jspa?project=OPS",
            "/secure/EditIssue.jspa?key=OPS-1",
            "/secure/MoveIssue.jspa?key=OPS-1",
            "/secure/DeleteIssue.jspa?key=OPS-1",
            "/assets/jira.css",
            "/assets/jira.js"
        }) {
            assertEquals(200, as("admin", "GET", path).statusCode(), path);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return browser.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> form(String path, String fields) throws IOException, InterruptedException {
        return browser.send(
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(fields))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> as(String user, String method, String path) throws IOException, InterruptedException {
        return as(user + ":" + user, method, path, null, null);
    }

    private HttpResponse<String> as(String credentials, String method, String path, String type, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path)
                .header("Authorization", basic(credentials))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (type != null) {
            request.header("Content-Type", type);
        }
        return browser.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        int port = tomcat.getConnector().getLocalPort();
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/jira" + path))
                .timeout(Duration.ofSeconds(20));
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("none").replaceFirst("^http://[^/]*", "");
    }
}
