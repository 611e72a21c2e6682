// Signature of TemplateRenderer, to compile against.
package com.atlassian.templaterenderer;

import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import org.jigit.signature.Uncertain;

public interface TemplateRenderer {
    void render(String template, Writer writer) throws RenderingException, IOException;

    void render(String template, Map<String, Object> context, Writer writer) throws RenderingException, IOException;

    String renderFragment(String fragment, Map<String, Object> context) throws RenderingException;

    @Uncertain
    boolean resolve(String template);
}
