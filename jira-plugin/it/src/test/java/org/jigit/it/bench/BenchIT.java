// The benches at a size that a test bears: what they count is exact, what they time is not looked at.
package org.jigit.it.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class BenchIT {

    @Test
    void every_commit_of_the_host_is_read_once_and_those_with_a_key_are_stored() throws Exception {
        var result = SyncBench.run(
                SyncBench.options().with(List.of("--commits", "901", "--repositories", "3", "--keyed", "0.5")));
        assertEquals(901, result.commits());
        assertTrue(result.expected() > 350 && result.expected() < 550, "half of 901: " + result.expected());
        assertEquals(result.expected(), result.rows());
        assertEquals(result.expected(), result.links());
        // the listing; then of each repository its branches, its pull requests, and three or four pages of commits
        assertEquals(1 + 3 + 3 + 10, result.requests());
        assertEquals(result.expected(), result.plainRows());
        System.out.println(String.join("\n", result.lines()));
    }

    @Test
    void every_delivery_is_stored_once_and_shown_by_the_other_node() throws Exception {
        var result = WebhooksBench.run(WebhooksBench.options()
                .with(List.of("--rate", "20", "--seconds", "3", "--warmup", "5", "--repositories", "4")));
        assertEquals(0, result.errors());
        assertEquals(0, result.unseen());
        assertEquals(60, result.visible().count());
        assertEquals(15 + 10 + 20 + 60, result.rows());
        assertEquals(15 + 10 + 20 + 60, result.links());
        assertEquals(15 + 10 + 20 + 60, result.deliveries());
        System.out.println(String.join("\n", result.lines()));
    }

    @Test
    void issues_show_all_their_commits_among_many_links() throws Exception {
        var result = IssueBench.run(IssueBench.options()
                .with(List.of("--links", "3000", "--large", "700", "--repositories", "60", "--times", "4")));
        assertEquals(3_000 + 30, result.links());
        assertEquals(10, result.shown());
        assertEquals(700, result.largeShown());
        System.out.println(String.join("\n", result.lines()));
    }

    @Test
    void an_option_that_is_not_there_is_refused_by_name() {
        var refused = assertThrows(
                IllegalArgumentException.class, () -> SyncBench.options().with(List.of("--commit", "1")));
        assertTrue(refused.getMessage().endsWith("found --commit"), refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> SyncBench.options().with(List.of("--commits", "many")));
    }
}
