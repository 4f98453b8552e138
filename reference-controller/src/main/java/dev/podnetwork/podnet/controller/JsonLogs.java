package dev.podnetwork.podnet.controller;

import dev.podnetwork.k8s.tree.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;

/** Logs as one JSON object a line on the standard error: time, level, logger, message, and the stack of an error. */
public final class JsonLogs {
    private JsonLogs() {}

    /** Logs nothing: for commands that answer a question. */
    public static void quiet() {
        LogManager.getLogManager().reset();
    }

    /** Logs from this level on. */
    static void on(Level level) {
        LogManager.getLogManager().reset();
        Handler handler = new StreamHandler(System.err, new Line()) {
            @Override
            public synchronized void publish(LogRecord line) {
                super.publish(line);
                flush();
            }
        };
        handler.setLevel(level);
        Logger root = Logger.getLogger("");
        root.addHandler(handler);
        root.setLevel(Level.WARNING);
        Logger.getLogger("dev.podnetwork").setLevel(level);
    }

    /** From now on lines are written until the process is gone: what is said while it ends is not lost. */
    static void keepToTheEnd() {
        if (LogManager.getLogManager() instanceof Lasting lasting) {
            lasting.keep();
        }
    }

    /** Makes that possible; to be called before anything logs. */
    public static void lasting() {
        System.setProperty("java.util.logging.manager", Lasting.class.getName());
    }

    /**
     * The JDK's log manager takes every handler away as soon as the process is asked to end, while others still have something to
     * say; this one does not, once it is told so. Made by the JDK, by name.
     */
    public static final class Lasting extends LogManager {
        private volatile boolean kept;

        /** Made by the JDK. */
        public Lasting() {}

        void keep() {
            kept = true;
        }

        @Override
        public void reset() {
            if (!kept) {
                super.reset();
            }
        }
    }

    private static final class Line extends Formatter {
        @Override
        public String format(LogRecord line) {
            Map<String, Object> out = new LinkedHashMap<>();
            out.put("time", line.getInstant().toString());
            out.put("level", level(line.getLevel()));
            out.put("logger", String.valueOf(line.getLoggerName()));
            out.put("message", formatMessage(line));
            Throwable thrown = line.getThrown();
            if (thrown != null) {
                StringWriter stack = new StringWriter();
                thrown.printStackTrace(new PrintWriter(stack));
                out.put("error", stack.toString());
            }
            return Json.write(out) + "\n";
        }

        private static String level(Level level) {
            if (level.intValue() >= Level.SEVERE.intValue()) {
                return "error";
            } else if (level.intValue() >= Level.WARNING.intValue()) {
                return "warn";
            }
            return level.intValue() >= Level.INFO.intValue() ? "info" : "debug";
        }
    }
}
