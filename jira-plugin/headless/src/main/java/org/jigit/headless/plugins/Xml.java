// Reads XML of plugins: safely, and in the few ways that descriptors need.
package org.jigit.headless.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Elements without entities, DTDs and surprises. */
public final class Xml {

    private Xml() {}

    /** The root element of a document. */
    static Element root(InputStream bytes) throws IOException, SAXException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setExpandEntityReferences(false);
            return factory.newDocumentBuilder().parse(bytes).getDocumentElement();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The methods that the {@code velocity-allowlist} modules of a descriptor name. */
    public static Set<String> allowedMethods(URL descriptor) {
        Set<String> methods = new HashSet<>();
        try (InputStream bytes = descriptor.openStream()) {
            for (Element list : children(root(bytes), "velocity-allowlist")) {
                children(list, "method")
                        .forEach(each -> methods.add(each.getTextContent().strip()));
            }
            return methods;
        } catch (IOException | SAXException e) {
            throw new IllegalStateException(descriptor + " cannot be read", e);
        }
    }

    /** The elements right below. */
    public static List<Element> children(Element parent) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                found.add(element);
            }
        }
        return found;
    }

    /** The elements of this name right below. */
    public static List<Element> children(Element parent, String name) {
        return children(parent).stream()
                .filter(each -> each.getTagName().equals(name))
                .toList();
    }

    /** The first element of this name right below. */
    public static Optional<Element> child(Element parent, String name) {
        return children(parent, name).stream().findFirst();
    }

    /** The trimmed text of an element right below, or an empty string. */
    public static String text(Element parent, String name) {
        return child(parent, name).map(each -> each.getTextContent().strip()).orElse("");
    }

    /** An attribute, or the default. */
    public static String attribute(Element element, String name, String otherwise) {
        return element.hasAttribute(name) ? element.getAttribute(name) : otherwise;
    }

    /** An attribute that must be there. */
    public static String attribute(Element element, String name) {
        if (!element.hasAttribute(name)) {
            throw new IllegalArgumentException("<" + element.getTagName() + "> needs the attribute " + name);
        }
        return element.getAttribute(name);
    }

    /** The whole number in an attribute or in an element of that name, or the default. */
    public static int number(Element element, String name, int otherwise) {
        String text = attribute(element, name, text(element, name));
        return text.isBlank() ? otherwise : Integer.parseInt(text.strip());
    }

    /** The {@code <param name value>} elements below; the value may be the text. */
    public static Map<String, String> params(Element parent) {
        Map<String, String> params = new LinkedHashMap<>();
        for (Element param : children(parent, "param")) {
            params.put(
                    attribute(param, "name"),
                    attribute(param, "value", param.getTextContent().strip()));
        }
        return params;
    }
}
