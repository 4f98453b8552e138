package dev.podnetwork.cluster;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The command {@code cluster/run}: a control plane that stays until it is told to go, for people. */
public final class ClusterCommand {
    private static final String USAGE = """
            usage: cluster/run up        start a control plane with fake kubelets (builds it the first time)
                   cluster/run status    what of it runs
                   cluster/run kubectl … stock kubectl against it
                   cluster/run down      end it and delete its data
                   cluster/run build     only build or find the programs
            """;

    private final StateDirectory state;
    private final ProgramFinder finder = new ProgramFinder(System.getenv(), System.err::println);

    private ClusterCommand(StateDirectory state) {
        this.state = state;
    }

    /** Runs it; the property {@code podnetwork.cluster.state} names the directory that holds the control plane. */
    public static void main(String[] arguments) {
        Path path = Path.of(System.getProperty("podnetwork.cluster.state", "cluster/target/up"));
        try {
            int code = new ClusterCommand(StateDirectory.lasting(path.toAbsolutePath())).run(arguments);
            System.exit(code);
        } catch (ClusterException failed) {
            System.err.println("cluster: " + failed.getMessage());
            System.exit(1);
        }
    }

    private int run(String[] arguments) {
        String verb = arguments.length == 0 ? "" : arguments[0];
        return switch (verb) {
            case "up" -> up();
            case "down" -> down();
            case "status" -> status();
            case "build" -> build();
            case "kubectl" -> kubectl(Arrays.asList(arguments).subList(1, arguments.length));
            case "node-agent" -> nodeAgent(arguments[1]);
            default -> {
                System.err.print(USAGE);
                yield 64;
            }
        };
    }

    private int up() {
        if (!state.running().isEmpty()) {
            System.err.println("cluster: it is up already; see cluster/run status");
            return 1;
        }
        down();
        StateDirectory fresh = StateDirectory.lasting(state.path());
        ControlPlaneOptions options =
                ControlPlaneOptions.WHOLE.withoutNodeAgent().withDurableStore();
        Map<Program, Path> programs = finder.find(options.programs());
        LocalControlPlane cluster = LocalControlPlane.startLasting(fresh, programs, options);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> agent = List.of(
                java,
                "-Xmx128m",
                "-Dpodnetwork.cluster.state=" + state.path(),
                "-cp",
                System.getProperty("java.class.path"),
                ClusterCommand.class.getName(),
                "node-agent",
                cluster.url().toString());
        ChildProcess.start("node-agent", agent, Map.of(), fresh);
        System.out.println("export KUBECONFIG=" + cluster.kubeconfig());
        return 0;
    }

    private int down() {
        state.delete();
        return 0;
    }

    private int status() {
        List<ProcessHandle> running = state.running();
        for (ProcessHandle each : running) {
            System.out.println(each.pid() + " " + each.info().command().orElse("?"));
        }
        System.out.println(running.isEmpty() ? "nothing runs; cluster/run up starts it" : "KUBECONFIG=" + kubeconfig());
        return running.isEmpty() ? 1 : 0;
    }

    private int build() {
        finder.find(List.of(Program.values()))
                .forEach((program, file) -> System.out.println(program.file() + " " + file));
        return 0;
    }

    private int kubectl(List<String> arguments) {
        if (!Files.exists(kubeconfig())) {
            System.err.println("cluster: nothing runs; cluster/run up starts it");
            return 1;
        }
        // It was found when everything started: nothing new to tell.
        ProgramFinder quiet = new ProgramFinder(System.getenv(), line -> {});
        return new Kubectl(quiet.find(Program.KUBECTL), kubeconfig(), state.path()).attached(arguments);
    }

    private int nodeAgent(String url) {
        Path ca = state.path().resolve("certificates/apiserver.crt");
        NodeAgent.inThisThread(new ClusterApi(URI.create(url), Trust.of(ca), Identity.NODE_AGENT.token()));
        return 0;
    }

    private Path kubeconfig() {
        return state.path().resolve("kubeconfig");
    }
}
