// Answers as the page builder service: what a page requires while it is made.
package org.jigit.headless.services;

import com.atlassian.webresource.api.assembler.RequiredData;
import com.atlassian.webresource.api.assembler.RequiredResources;
import com.atlassian.webresource.api.assembler.WebResourceAssembler;
import org.jigit.headless.jira.StandIn;
import org.jigit.headless.modules.Json;
import org.jigit.headless.modules.WebResources;

/** Passes on to the page of this thread. Each answer is its own chain, as in Atlassian's API. */
public final class PageBuilder {

    private final WebResources resources;
    private final RequiredResources required;
    private final RequiredData data;
    private final WebResourceAssembler assembler;

    /** Over the web resources of plugins. */
    public PageBuilder(WebResources resources) {
        this.resources = resources;
        this.required = StandIn.of(RequiredResources.class, new Resources());
        this.data = StandIn.of(RequiredData.class, new Data());
        this.assembler = StandIn.of(WebResourceAssembler.class, new Assembler());
    }

    public WebResourceAssembler assembler() {
        return assembler;
    }

    /** Answers as WebResourceAssembler. */
    public final class Assembler {
        public RequiredResources resources() {
            return required;
        }

        public RequiredData data() {
            return data;
        }
    }

    /** Answers as RequiredResources. */
    public final class Resources {
        public RequiredResources requireWebResource(String key) {
            resources.required().resource(key);
            return required;
        }

        public RequiredResources requireContext(String context) {
            resources.required().context(context);
            return required;
        }
    }

    /** Answers as RequiredData. */
    public final class Data {
        public RequiredData requireData(String key, String value) {
            return add(key, value);
        }

        public RequiredData requireData(String key, Boolean value) {
            return add(key, value);
        }

        public RequiredData requireData(String key, Number value) {
            return add(key, value);
        }

        private RequiredData add(String key, Object value) {
            resources.required().data(key, Json.text(value));
            return data;
        }
    }
}
