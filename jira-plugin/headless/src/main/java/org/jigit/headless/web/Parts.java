// What the web server needs of the platform.
package org.jigit.headless.web;

import java.nio.file.Path;
import org.jigit.headless.Model;
import org.jigit.headless.Plugins;
import org.jigit.headless.Site;
import org.jigit.headless.database.Store;
import org.jigit.headless.modules.WebResources;
import org.jigit.headless.plugins.Leaks;
import org.jigit.headless.rest.RestModules;
import org.jigit.headless.services.Scheduler;
import org.jigit.headless.services.Texts;

/** The parts behind the platform's own paths. */
public final class Parts {
    final Model model;
    final Site site;
    final Plugins plugins;
    final Leaks leaks;
    final WebResources resources;
    final Texts texts;
    final RestModules rest;
    final ServletModules servlets;
    final Scheduler scheduler;
    final Store store;
    final Path files;
    final Requests requests = new Requests();

    /** All of them. {@code files} is the folder behind {@code /static}. */
    public Parts(
            Model model,
            Site site,
            Plugins plugins,
            Leaks leaks,
            WebResources resources,
            Texts texts,
            RestModules rest,
            ServletModules servlets,
            Scheduler scheduler,
            Store store,
            Path files) {
        this.model = model;
        this.site = site;
        this.plugins = plugins;
        this.leaks = leaks;
        this.resources = resources;
        this.texts = texts;
        this.rest = rest;
        this.servlets = servlets;
        this.scheduler = scheduler;
        this.store = store;
        this.files = files;
    }
}
