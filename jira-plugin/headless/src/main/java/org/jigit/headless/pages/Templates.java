// Renders the templates of Jira's own pages; whatever is not marked as HTML comes out escaped.
package org.jigit.headless.pages;

import java.io.StringWriter;
import java.util.Map;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;
import org.apache.velocity.app.event.EventCartridge;
import org.apache.velocity.app.event.ReferenceInsertionEventHandler;
import org.apache.velocity.runtime.RuntimeConstants;
import org.apache.velocity.runtime.log.CommonsLogLogChute;
import org.apache.velocity.runtime.resource.loader.ClasspathResourceLoader;

/** Velocity in strict mode: an unknown reference is an error, not an empty place. */
final class Templates {

    private final VelocityEngine engine = new VelocityEngine();

    Templates() {
        engine.setProperty(RuntimeConstants.RESOURCE_LOADER, "class");
        engine.setProperty("class.resource.loader.class", ClasspathResourceLoader.class.getName());
        engine.setProperty("class.resource.loader.cache", "true");
        engine.setProperty(RuntimeConstants.INPUT_ENCODING, "UTF-8");
        engine.setProperty(RuntimeConstants.RUNTIME_REFERENCES_STRICT, "true");
        engine.setProperty(RuntimeConstants.RUNTIME_LOG_LOGSYSTEM_CLASS, CommonsLogLogChute.class.getName());
        engine.setProperty(RuntimeConstants.VM_LIBRARY, "pages/parts.vm");
        engine.init();
    }

    /** The template of this name under {@code pages/}, filled with these values. */
    Html render(String name, Map<String, ?> values) {
        VelocityContext context = new VelocityContext();
        values.forEach(context::put);
        EventCartridge cartridge = new EventCartridge();
        cartridge.addEventHandler((ReferenceInsertionEventHandler)
                (reference, value) -> value == null || value instanceof Html ? value : Html.escaped(value.toString()));
        cartridge.attachToContext(context);
        StringWriter written = new StringWriter();
        engine.getTemplate("pages/" + name + ".vm").merge(context, written);
        return new Html(written.toString());
    }
}
