// Where the log goes: all of it to a file of the home and to a short memory, warnings to standard error.
package org.jigit.headless;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The log of this process. */
public final class Log {

    private Log() {}

    /** Begins to write to {@code headless.log} in this folder. */
    static void to(Path folder) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        FileAppender<ILoggingEvent> file = new FileAppender<>();
        file.setFile(folder.resolve("headless.log").toString());
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setTarget("System.err");
        ThresholdFilter warnings = new ThresholdFilter();
        warnings.setLevel("WARN");
        warnings.start();
        console.addFilter(warnings);
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(started(context, file));
        root.addAppender(started(context, console));
        Memory memory = new Memory();
        memory.setContext(context);
        memory.start();
        root.addAppender(memory);
        NOISE.forEach(name -> context.getLogger(name).setLevel(Level.ERROR));
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    /** The last lines. */
    public static List<String> lines() {
        synchronized (LINES) {
            return List.copyOf(LINES);
        }
    }

    private static OutputStreamAppender<ILoggingEvent> started(
            LoggerContext context, OutputStreamAppender<ILoggingEvent> appender) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern("%d{ISO8601} %-5level [%thread] %logger{30} %msg%n");
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }

    private static final class Memory extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            String line = event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage();
            if (event.getThrowableProxy() != null) {
                line += " | " + event.getThrowableProxy().getClassName() + ": "
                        + event.getThrowableProxy().getMessage();
            }
            synchronized (LINES) {
                if (LINES.size() == MOST) {
                    LINES.removeFirst();
                }
                LINES.addLast(line);
            }
        }
    }

    /** Their warnings tell of optional parts that the headless Jira does without. */
    private static final List<String> NOISE = List.of(
            "org.eclipse.gemini.blueprint.extender.internal.support.ExtenderConfiguration",
            "org.glassfish.jersey.message.internal.MessagingBinders");

    private static final int MOST = 2000;
    private static final Deque<String> LINES = new ArrayDeque<>();
}
