package dev.podnetwork.cluster;

import java.util.List;

/** The programs of the control plane, in the order in which they start. */
public enum Program {
    /** The store. */
    ETCD("etcd", Versions.ETCD, "--version"),
    /** The API server. */
    API_SERVER("kube-apiserver", Versions.KUBERNETES, "--version"),
    /** Controllers of StatefulSets, Deployments, DaemonSets, service accounts and garbage. */
    CONTROLLER_MANAGER("kube-controller-manager", Versions.KUBERNETES, "--version"),
    /** The scheduler. */
    SCHEDULER("kube-scheduler", Versions.KUBERNETES, "--version"),
    /** Fake kubelets. */
    KWOK("kwok", Versions.KWOK, "--version"),
    /** The command line, which is run and not kept running. */
    KUBECTL("kubectl", Versions.KUBERNETES, "version", "--client");

    private final String file;
    private final String version;
    private final List<String> askVersion;

    Program(String file, String version, String... askVersion) {
        this.file = file;
        this.version = version;
        this.askVersion = List.of(askVersion);
    }

    /** The name of its executable. */
    public String file() {
        return file;
    }

    /** The version that the tests are made for, with a leading {@code v}. */
    public String version() {
        return version;
    }

    /** The arguments that make it print its version. */
    List<String> askVersion() {
        return askVersion;
    }

    /** Major and minor of the version that the tests are made for: {@code 1.36}. */
    String line() {
        return version.substring(1, version.lastIndexOf('.'));
    }
}
