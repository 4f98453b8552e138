package dev.podnetwork.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that we started, with its output in a file. It can be killed and started again. Not thread-safe. */
public final class ChildProcess {
    private static final int TAIL_LINES = 25;

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final StateDirectory state;
    private Process process;

    private ChildProcess(String name, List<String> command, Map<String, String> environment, StateDirectory state) {
        this.name = name;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.state = state;
        this.process = launch();
    }

    /**
     * Starts a program.
     *
     * @param name what its log is called
     * @param environment added to ours
     */
    public static ChildProcess start(
            String name, List<String> command, Map<String, String> environment, StateDirectory state) {
        return new ChildProcess(name, command, environment, state);
    }

    private Process launch() {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(state.path().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().putAll(environment);
        try {
            Process started = builder.start();
            state.remember(started.toHandle());
            return started;
        } catch (IOException e) {
            throw new ClusterException(name + " does not start: " + e.getMessage(), e);
        }
    }

    /** Where its output goes; a restart appends. */
    public Path log() {
        return state.path().resolve(name + ".log");
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as kill -9 does, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(30);
    }

    /** Asks it to end, and kills it after ten seconds; answers its exit code. */
    public int stop() {
        process.destroy();
        if (!awaitEnd(10)) {
            kill();
        }
        return process.exitValue();
    }

    /** Stops or continues it where it stands, as a machine that is paused does. */
    public void signal(String signal) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, String.valueOf(pid())).start();
            if (kill.waitFor() != 0) {
                throw new ClusterException("kill -" + signal + " of " + name + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts it again, with the same arguments. */
    public void restart() {
        if (process.isAlive()) {
            kill();
        }
        process = launch();
    }

    private boolean awaitEnd(int seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Everything it said. */
    public String output() {
        try {
            return new String(Files.readAllBytes(log()), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its name, whether it runs, and the last lines it said: for messages. */
    public String describe() {
        List<String> lines = output().lines().toList();
        String last = String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        String condition = process.isAlive() ? "is running" : "has ended with code " + process.exitValue();
        return name + " " + condition + "; the end of " + log() + ":\n" + last;
    }
}
