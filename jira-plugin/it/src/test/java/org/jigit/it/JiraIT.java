// What tests may ask of a headless Jira: people with just some permissions, and what there is on an issue.
package org.jigit.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.jigit.it.replay.Json;
import org.junit.jupiter.api.Test;

class JiraIT {

    @Test
    void a_person_sees_what_was_permitted_while_it_is_and_while_active() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("For guests");
            var admin = scene.stage().admin();
            var path = "/rest/api/2/issue/" + issue;
            admin.person("guest", "guest@example.com");
            var guest = scene.stage().as("guest");
            assertEquals(403, guest.get(path).status());
            admin.permit("guest", scene.project(), "BROWSE_PROJECTS");
            assertEquals(200, guest.get(path).status());
            assertEquals(
                    0,
                    guest.get(path + "/transitions").json().path("transitions").size());
            admin.forbid("guest", scene.project(), "BROWSE_PROJECTS");
            assertEquals(403, guest.get(path).status());
            admin.person(Json.object("name", "guest", "active", false));
            assertEquals(401, guest.get(path).status());
            assertThrows(IOException.class, () -> admin.permit("nobody", scene.project(), "BROWSE_PROJECTS"));
        }
    }

    @Test
    void a_new_issue_is_to_do_and_nobody_has_said_anything_about_it() throws Exception {
        try (var scene = new Scene(Stage.shared())) {
            var issue = scene.issue("Untouched");
            var admin = scene.stage().admin();
            assertEquals("To Do", admin.status(issue));
            assertEquals(0, admin.comments(issue).size());
            assertEquals(0, admin.worklogs(issue).size());
            admin.forgetMails();
            assertTrue(admin.mails().isArray() && admin.mails().isEmpty());
            admin.timeTracking(true);
        }
    }
}
