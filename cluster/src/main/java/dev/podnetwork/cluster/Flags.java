package dev.podnetwork.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of each program. Loopback only. */
final class Flags {
    private final Path state;
    private final Ports ports;
    private final ControlPlaneOptions options;

    Flags(Path state, Ports ports, ControlPlaneOptions options) {
        this.state = state;
        this.ports = ports;
        this.options = options;
    }

    List<String> of(Program program, Path executable) {
        List<String> command = new ArrayList<>(List.of(executable.toString()));
        command.addAll(
                switch (program) {
                    case ETCD -> etcd();
                    case API_SERVER -> apiServer();
                    case CONTROLLER_MANAGER -> controllerManager();
                    case SCHEDULER -> scheduler();
                    case KWOK -> kwok();
                    case KUBECTL -> throw new IllegalArgumentException("kubectl does not keep running");
                });
        command.addAll(options.flags(program));
        return command;
    }

    private List<String> etcd() {
        String clients = "http://127.0.0.1:" + ports.etcd();
        String peers = "http://127.0.0.1:" + ports.etcdPeer();
        List<String> flags = new ArrayList<>(List.of(
                "--data-dir=" + state.resolve("etcd"),
                "--listen-client-urls=" + clients,
                "--advertise-client-urls=" + clients,
                "--listen-peer-urls=" + peers,
                "--initial-advertise-peer-urls=" + peers,
                "--initial-cluster=default=" + peers,
                "--log-level=warn"));
        if (!options.durable()) {
            flags.add("--unsafe-no-fsync");
        }
        return flags;
    }

    private List<String> apiServer() {
        Path key = state.resolve("service-account.key");
        List<String> flags = new ArrayList<>(List.of(
                "--etcd-servers=http://127.0.0.1:" + ports.etcd(),
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=" + ports.api(),
                "--cert-dir=" + state.resolve("certificates"),
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-signing-key-file=" + key,
                "--service-account-key-file=" + key,
                "--token-auth-file=" + state.resolve("tokens.csv"),
                "--authorization-mode=RBAC",
                "--service-cluster-ip-range=10.0.0.0/24",
                "--allow-privileged=true"));
        if (!options.runs(Program.CONTROLLER_MANAGER)) {
            // Nobody makes service accounts.
            flags.add("--disable-admission-plugins=ServiceAccount");
        }
        if (options.audit()) {
            flags.add("--audit-policy-file=" + state.resolve("audit-policy.yaml"));
            flags.add("--audit-log-path=" + state.resolve("audit.log"));
            flags.add("--audit-log-mode=blocking");
        }
        return flags;
    }

    private List<String> controllerManager() {
        List<String> flags = new ArrayList<>(client());
        flags.addAll(List.of(
                "--bind-address=127.0.0.1",
                "--secure-port=" + ports.controllerManager(),
                "--cert-dir=" + state.resolve("certificates"),
                "--service-account-private-key-file=" + state.resolve("service-account.key"),
                "--leader-elect=false",
                // Under load fake nodes would be taken for dead ones.
                "--node-monitor-grace-period=24h",
                "--kube-api-qps=500",
                "--kube-api-burst=1000"));
        return flags;
    }

    private List<String> scheduler() {
        List<String> flags = new ArrayList<>(client());
        flags.addAll(List.of(
                "--bind-address=127.0.0.1",
                "--secure-port=" + ports.scheduler(),
                "--cert-dir=" + state.resolve("certificates"),
                "--leader-elect=false",
                "--kube-api-qps=1000",
                "--kube-api-burst=2000"));
        return flags;
    }

    private List<String> client() {
        Path kubeconfig = state.resolve("kubeconfig");
        return List.of(
                "--kubeconfig=" + kubeconfig,
                "--authentication-kubeconfig=" + kubeconfig,
                "--authorization-kubeconfig=" + kubeconfig);
    }

    private List<String> kwok() {
        return List.of(
                "--kubeconfig=" + state.resolve("kubeconfig-kwok"),
                "--manage-all-nodes=true",
                "--server-address=127.0.0.1:" + ports.kwok(),
                "--config=" + state.resolve("stages.yaml"));
    }
}
