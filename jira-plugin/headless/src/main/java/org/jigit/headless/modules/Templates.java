// Velocity for one plugin: its own templates, HTML escaped, and only listed methods of its own classes.
package org.jigit.headless.modules;

import com.atlassian.templaterenderer.RenderingException;
import com.atlassian.templaterenderer.TemplateRenderer;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.net.URL;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.collections.ExtendedProperties;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;
import org.apache.velocity.app.event.EventCartridge;
import org.apache.velocity.app.event.ReferenceInsertionEventHandler;
import org.apache.velocity.exception.ResourceNotFoundException;
import org.apache.velocity.exception.VelocityException;
import org.apache.velocity.runtime.resource.Resource;
import org.apache.velocity.runtime.resource.loader.ResourceLoader;
import org.jigit.headless.plugins.Xml;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** Answers as Atlassian's TemplateRenderer. A reference whose name ends in {@code Html} is not escaped, as there. */
public final class Templates implements TemplateRenderer {

    private final VelocityEngine engine = new VelocityEngine();

    /** For this bundle, with the methods that its {@code velocity-allowlist} names. */
    public Templates(Bundle bundle) {
        engine.setProperty("resource.loader", "plugin");
        engine.setProperty("plugin.resource.loader.instance", new Files(bundle));
        engine.setProperty("runtime.log.logsystem.class", "org.apache.velocity.runtime.log.NullLogChute");
        engine.setProperty("runtime.introspector.uberspect", AllowedMethods.class.getName());
        engine.setProperty("velocimacro.library", "");
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        engine.setApplicationAttribute(
                AllowedMethods.ATTRIBUTE,
                new AllowedMethods.Rule(
                        wiring.getClassLoader(), Xml.allowedMethods(bundle.getEntry("atlassian-plugin.xml"))));
        engine.init();
    }

    /**
     * Loads what Velocity keeps for ever while no plugin is on the stack: its StopCommand is an exception in a static field, and
     * would hold the classes of whoever renders first.
     */
    public static void warmUp() {
        VelocityEngine engine = new VelocityEngine();
        engine.setProperty("runtime.log.logsystem.class", "org.apache.velocity.runtime.log.NullLogChute");
        engine.init();
        engine.evaluate(new VelocityContext(), new StringWriter(), "start", "#foreach($i in [1..2])$i#stop#end");
    }

    @Override
    public void render(String template, Writer writer) {
        render(template, Map.of(), writer);
    }

    @Override
    public void render(String template, Map<String, Object> context, Writer writer) {
        try {
            engine.mergeTemplate(template, "UTF-8", escaping(context), writer);
        } catch (VelocityException e) {
            throw new RenderingException("the template " + template + " failed: " + e.getMessage(), e);
        }
    }

    @Override
    public String renderFragment(String fragment, Map<String, Object> context) {
        StringWriter out = new StringWriter();
        try {
            engine.evaluate(escaping(context), out, "fragment", fragment);
        } catch (VelocityException e) {
            throw new RenderingException("a template fragment failed: " + e.getMessage(), e);
        }
        return out.toString();
    }

    @Override
    public boolean resolve(String template) {
        return engine.resourceExists(template);
    }

    private static VelocityContext escaping(Map<String, Object> context) {
        VelocityContext velocity = new VelocityContext(new HashMap<>(context));
        EventCartridge cartridge = new EventCartridge();
        cartridge.addEventHandler((ReferenceInsertionEventHandler) Templates::escaped);
        cartridge.attachToContext(velocity);
        return velocity;
    }

    private static Object escaped(String reference, Object value) {
        if (value == null || reference.replaceAll("[{}()!]", "").endsWith("Html")) {
            return value;
        }
        return Html.escaped(value.toString());
    }

    /** Finds templates among the files of a bundle. */
    private static final class Files extends ResourceLoader {
        private final Bundle bundle;

        Files(Bundle bundle) {
            this.bundle = bundle;
        }

        @Override
        public void init(ExtendedProperties configuration) {
            // nothing to set
        }

        @Override
        public InputStream getResourceStream(String name) throws ResourceNotFoundException {
            URL file = bundle.getResource(name.startsWith("/") ? name.substring(1) : name);
            if (file == null) {
                throw new ResourceNotFoundException("no template " + name);
            }
            try {
                return file.openStream();
            } catch (java.io.IOException e) {
                throw new ResourceNotFoundException("the template " + name + " cannot be read", e);
            }
        }

        @Override
        public boolean isSourceModified(Resource resource) {
            return false;
        }

        @Override
        public long getLastModified(Resource resource) {
            return 0;
        }
    }
}
