// How the page of a servlet is taken apart.
package org.jigit.headless.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.jigit.headless.Site;
import org.junit.jupiter.api.Test;

class DecorationTest {

    @Test
    void head_title_meta_and_body_come_apart() {
        Site.Page page = Decoration.page("<!doctype html><html><HEAD>\n<title>A &amp; B</title><meta charset=\"utf-8\">"
                + "<meta content='atl.admin' name='decorator'><meta name=\"admin.active.tab\" content=\"x\"><style>b{}</style>"
                + "</HEAD><body class=\"c\"><p>one</p>\n</body></html>");
        assertEquals("atl.admin", page.decorator());
        assertEquals("A & B", page.title());
        assertEquals("<style>b{}</style>", page.head());
        assertEquals("<p>one</p>", page.body().strip());
        assertEquals(Map.of("decorator", "atl.admin", "admin.active.tab", "x"), page.meta());
    }

    @Test
    void a_page_without_decorator_is_left_alone() {
        assertEquals("", Decoration.page("<p>bare</p>").decorator());
        assertEquals("<p>bare</p>", Decoration.page("<p>bare</p>").body());
    }
}
