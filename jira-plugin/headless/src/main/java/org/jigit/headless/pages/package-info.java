/**
 * What people and tests see of Jira: log-in, pages with AUI's looks, the frame around the pages of plugins, a part of REST api/2.
 *
 * <p>{@link org.jigit.headless.pages.Pages} mounts it all. Pages are Velocity templates in which everything is escaped that is
 * not marked as HTML; forms need their XSRF token, REST refuses what a browser could be tricked into sending.
 *
 * <h2>Not handled</h2>
 *
 * WebSudo (an administrator's session always counts as a secure one), "remember me", search by JQL, dashboards with gadgets,
 * boards, the tab "All", user pictures, other languages than English, Jira's own style sheets (AUI's and one small file stand in
 * for them), web fragments of other locations than those named in the pages, {@code AJS.I18n} in Jira's own scripts.
 */
package org.jigit.headless.pages;
