// Takes the page of a plugin's servlet apart and lets Jira put its frame around it.
package org.jigit.headless.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpServletResponseWrapper;
import org.jigit.headless.Site;

/** Holds HTML back until it is whole; everything else passes at once. */
final class Decoration extends HttpServletResponseWrapper {

    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private PrintWriter writer;
    private ServletOutputStream stream;
    private boolean holds;

    Decoration(HttpServletResponse response) {
        super(response);
    }

    private boolean isHtml() {
        String type = getContentType();
        return type != null && type.startsWith("text/html");
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        if (writer == null) {
            if (isHtml()) {
                holds = true;
                setCharacterEncoding("UTF-8");
                writer = new PrintWriter(new OutputStreamWriter(held, StandardCharsets.UTF_8));
            } else {
                writer = super.getWriter();
            }
        }
        return writer;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (stream == null) {
            if (isHtml()) {
                holds = true;
                stream = new Holding(held);
            } else {
                stream = super.getOutputStream();
            }
        }
        return stream;
    }

    @Override
    public void setContentLength(int length) {
        if (!isHtml()) {
            super.setContentLength(length);
        }
    }

    @Override
    public void setContentLengthLong(long length) {
        if (!isHtml()) {
            super.setContentLengthLong(length);
        }
    }

    @Override
    public void flushBuffer() throws IOException {
        if (!holds) {
            super.flushBuffer();
        }
    }

    /** Writes what was held back, framed when the page asks for it. */
    void finish(Site site, HttpServletRequest request) throws IOException {
        if (writer != null) {
            writer.flush();
        }
        if (!holds || getResponse().isCommitted()) {
            return;
        }
        String html = held.toString(StandardCharsets.UTF_8);
        Site.Page page = page(html);
        HttpServletResponse response = (HttpServletResponse) getResponse();
        if (page.decorator().isEmpty()) {
            response.getOutputStream().write(held.toByteArray());
        } else {
            site.frame(page, request, response);
        }
    }

    static Site.Page page(String html) {
        String head = first(HEAD, html);
        Map<String, String> meta = new LinkedHashMap<>();
        Matcher metas = META.matcher(head);
        while (metas.find()) {
            String name = attribute(metas.group(), "name");
            if (!name.isEmpty()) {
                meta.put(name, attribute(metas.group(), "content"));
            }
        }
        String title = first(TITLE, head).strip();
        String rest =
                TITLE.matcher(META.matcher(head).replaceAll("")).replaceAll("").strip();
        Matcher body = BODY.matcher(html);
        String inside = body.find() ? body.group(1) : html;
        return new Site.Page(meta.getOrDefault("decorator", ""), unescaped(title), rest, inside, meta);
    }

    private static String unescaped(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static String attribute(String element, String name) {
        Matcher matcher = Pattern.compile("\\b" + name + "\\s*=\\s*[\"']([^\"']*)[\"']", Pattern.CASE_INSENSITIVE)
                .matcher(element);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static final class Holding extends ServletOutputStream {
        private final ByteArrayOutputStream held;

        Holding(ByteArrayOutputStream held) {
            this.held = held;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException("a decorated page is written at once");
        }

        @Override
        public void write(int value) {
            held.write(value);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            held.write(bytes, offset, length);
        }
    }

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
    private static final Pattern HEAD = Pattern.compile("<head[^>]*>(.*?)</head>", FLAGS);
    private static final Pattern TITLE = Pattern.compile("<title[^>]*>(.*?)</title>", FLAGS);
    private static final Pattern META = Pattern.compile("<meta\\s[^>]*>", FLAGS);
    private static final Pattern BODY = Pattern.compile("<body[^>]*>(.*)</body>", FLAGS);
}
