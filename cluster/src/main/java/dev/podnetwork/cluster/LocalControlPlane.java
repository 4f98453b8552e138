package dev.podnetwork.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A control plane of real programs on loopback, in a directory of its own. Each program can be killed and started again; closing it ends all
 * of them and deletes the directory. Not thread-safe.
 *
 * <pre>{@code
 * try (LocalControlPlane cluster = LocalControlPlane.start(ControlPlaneOptions.WHOLE)) {
 *     cluster.kubectl().apply(manifests);
 *     cluster.process(Program.API_SERVER).kill();
 * }
 * }</pre>
 */
public final class LocalControlPlane implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(120);
    private static final int ATTEMPTS = 5;

    private final StateDirectory state;
    private final Map<Program, Path> programs;
    private final ControlPlaneOptions options;
    private final Map<Program, ChildProcess> running = new EnumMap<>(Program.class);
    private final Map<String, ClusterApi> clients = new ConcurrentHashMap<>();
    private final Thread lastWill;
    private Ports ports = Ports.free();
    private @Nullable NodeAgent agent;

    private LocalControlPlane(StateDirectory state, Map<Program, Path> programs, ControlPlaneOptions options) {
        this.state = state;
        this.programs = programs;
        this.options = options;
        this.lastWill = new Thread(state::delete, "delete " + state.path());
    }

    /**
     * Starts one in a temporary directory and waits until it is ready; it ends with this process at the latest.
     *
     * @throws ClusterException when there are no programs or they do not come up; the message holds the end of the log
     */
    public static LocalControlPlane start(ControlPlaneOptions options) {
        Map<Program, Path> programs = new ProgramFinder(
                        System.getenv(), line -> System.err.println("[cluster] " + line))
                .find(options.programs());
        LocalControlPlane made = new LocalControlPlane(StateDirectory.temporary(), programs, options);
        Runtime.getRuntime().addShutdownHook(made.lastWill);
        try {
            made.bringUp();
            return made;
        } catch (RuntimeException failed) {
            made.close();
            throw failed;
        }
    }

    /** Starts one whose processes outlive this one, in a directory that stays. */
    static LocalControlPlane startLasting(
            StateDirectory state, Map<Program, Path> programs, ControlPlaneOptions options) {
        LocalControlPlane made = new LocalControlPlane(state, programs, options);
        made.bringUp();
        return made;
    }

    private void bringUp() {
        startStoreAndApi();
        List<Program> others = options.programs().stream()
                .filter(each -> each != Program.ETCD && each != Program.API_SERVER && each != Program.KUBECTL)
                .toList();
        others.forEach(this::launch);
        others.forEach(program -> Await.until(program.file() + " to listen", READY, () -> listens(program)));
        if (options.runs(Program.CONTROLLER_MANAGER)) {
            Await.value(
                    "the first service account",
                    READY,
                    () -> api().find("/api/v1/namespaces/default/serviceaccounts/default"));
        }
        if (options.nodeAgent()) {
            agent = NodeAgent.start(api(Identity.NODE_AGENT));
        }
    }

    /** Another program may have taken a port since it was free: then everything starts once more with other ports. */
    private void startStoreAndApi() {
        for (int attempt = 1; ; attempt++) {
            try {
                writeFiles();
                launch(Program.ETCD);
                Await.until("etcd to listen", READY, () -> listens(Program.ETCD));
                launch(Program.API_SERVER);
                awaitReady();
                return;
            } catch (ClusterException | DeadProcessException failed) {
                boolean portTaken = running.values().stream()
                        .anyMatch(each -> !each.isAlive() && each.output().contains("address already in use"));
                if (!portTaken || attempt == ATTEMPTS) {
                    throw failed;
                }
                running.values().forEach(ChildProcess::kill);
                running.clear();
                clients.clear();
                ports = Ports.free();
            }
        }
    }

    private void writeFiles() {
        state.write("service-account.key", Trust.newKeyPair());
        StringBuilder tokens = new StringBuilder();
        for (Identity each : Identity.values()) {
            tokens.append(each.token() + "," + each.user() + "," + each.user() + ",\"system:masters\"\n");
        }
        state.write("tokens.csv", tokens.toString());
        state.write("stages.yaml", resource("stages.yaml"));
        state.write("audit-policy.yaml", resource("audit-policy.yaml"));
        writeKubeconfig("kubeconfig", Identity.ADMIN.token());
        writeKubeconfig("kubeconfig-kwok", Identity.KWOK.token());
    }

    private static String resource(String name) {
        try (InputStream in = LocalControlPlane.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new ClusterException("the class path lacks dev/podnetwork/cluster/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path writeKubeconfig(String name, String token) {
        return state.write(name, """
                apiVersion: v1
                kind: Config
                clusters: [{name: local, cluster: {server: "%s", certificate-authority: "%s"}}]
                users: [{name: user, user: {token: "%s"}}]
                contexts: [{name: local, context: {cluster: local, user: user, namespace: default}}]
                current-context: local
                """.formatted(url(), caFile(), token));
    }

    private void launch(Program program) {
        List<String> command = new Flags(state.path(), ports, options).of(program, executable(program));
        running.put(program, ChildProcess.start(program.file(), command, Map.of(), state));
    }

    private Path executable(Program program) {
        return Optional.ofNullable(programs.get(program))
                .orElseThrow(() -> new ClusterException(program.file() + " was not asked for"));
    }

    private boolean listens(Program program) {
        ChildProcess process = process(program);
        int port = switch (program) {
            case ETCD -> ports.etcd();
            case API_SERVER -> ports.api();
            case CONTROLLER_MANAGER -> ports.controllerManager();
            case SCHEDULER -> ports.scheduler();
            case KWOK -> ports.kwok();
            case KUBECTL -> 0;
        };
        if (!process.isAlive()) {
            throw new DeadProcessException(process.describe());
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Waits until the API server says it is ready, for example after it was killed and started again. */
    public void awaitReady() {
        ChildProcess server = process(Program.API_SERVER);
        try {
            Await.until("the API server to be ready", READY, () -> {
                if (!server.isAlive()) {
                    throw new DeadProcessException(server.describe());
                }
                return Files.exists(caFile())
                        && api().send("GET", "/readyz", null, "application/json")
                                .isGood();
            });
        } catch (ClusterException failed) {
            throw new ClusterException(failed.getMessage() + "\n" + server.describe(), failed);
        }
    }

    /** Where the API server listens. */
    public URI url() {
        return URI.create("https://127.0.0.1:" + ports.api());
    }

    /** The certificate authority of the API server, as PEM. */
    public Path caFile() {
        return state.path().resolve("certificates/apiserver.crt");
    }

    /** A kubeconfig of the administrator. */
    public Path kubeconfig() {
        return state.path().resolve("kubeconfig");
    }

    /** A new kubeconfig for that bearer token. */
    public Path kubeconfig(String name, String token) {
        return writeKubeconfig("kubeconfig-" + name, token);
    }

    /** The API server as the administrator sees it. */
    public ClusterApi api() {
        return api(Identity.ADMIN);
    }

    /** The API server as that user sees it. */
    public ClusterApi api(Identity identity) {
        return api(identity.token());
    }

    /** The API server as the owner of that bearer token sees it. */
    public ClusterApi api(String token) {
        return clients.computeIfAbsent(token, each -> new ClusterApi(url(), Trust.of(caFile()), each));
    }

    /** The stock command line as the administrator. */
    public Kubectl kubectl() {
        return new Kubectl(executable(Program.KUBECTL), kubeconfig(), state.path());
    }

    /** A running program. */
    public ChildProcess process(Program program) {
        return Optional.ofNullable(running.get(program))
                .orElseThrow(() -> new ClusterException(program.file() + " does not run in this control plane"));
    }

    /** The node side. */
    public NodeAgent nodeAgent() {
        return Optional.ofNullable(agent)
                .orElseThrow(() -> new ClusterException("this control plane was started without a node agent"));
    }

    /** Who sent what, since the start; needs {@link ControlPlaneOptions#withAudit()}. */
    public AuditLog audit() {
        return new AuditLog(state.path().resolve("audit.log"));
    }

    /** Where everything is. */
    public StateDirectory state() {
        return state;
    }

    @Override
    public void close() {
        if (agent != null) {
            agent.close();
        }
        List<ChildProcess> backwards = new ArrayList<>(running.values());
        Collections.reverse(backwards);
        backwards.forEach(ChildProcess::kill);
        state.delete();
        try {
            Runtime.getRuntime().removeShutdownHook(lastWill);
        } catch (IllegalStateException goingDownAnyway) {
            return;
        }
    }

    /** A program ended while it was waited for: no use in waiting longer. */
    private static final class DeadProcessException extends RuntimeException {
        private static final long serialVersionUID = 1;

        DeadProcessException(String message) {
            super(message);
        }
    }
}
