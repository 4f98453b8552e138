package dev.podnetwork.cluster;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How a control plane is started. Immutable.
 *
 * @param programs which programs run; etcd and the API server always do, the order does not matter
 * @param nodeAgent whether the node side runs too: it writes a pod's addresses on the pod once its PodENI says Bind
 * @param durable whether etcd waits for the disk
 * @param audit whether every request is written down, with who sent it: {@link LocalControlPlane#audit()}
 * @param extra flags given to a program besides ours
 */
public record ControlPlaneOptions(
        List<Program> programs, boolean nodeAgent, boolean durable, boolean audit, Map<Program, List<String>> extra) {
    private static final List<Program> STORE_AND_API = List.of(Program.ETCD, Program.API_SERVER, Program.KUBECTL);

    /** Everything: controllers, scheduler, fake kubelets, node agent. */
    public static final ControlPlaneOptions WHOLE =
            new ControlPlaneOptions(List.of(Program.values()), true, false, false, Map.of());

    /** An API server alone: pods are scheduled by whoever creates them, nothing runs them. */
    public static final ControlPlaneOptions API_ONLY =
            new ControlPlaneOptions(STORE_AND_API, false, false, false, Map.of());

    /** Copies the collections and adds what is always there. */
    public ControlPlaneOptions {
        List<Program> all = new ArrayList<>(STORE_AND_API);
        programs.stream().filter(each -> !all.contains(each)).forEach(all::add);
        programs = List.copyOf(all);
        Map<Program, List<String>> copy = new EnumMap<>(Program.class);
        extra.forEach((program, flags) -> copy.put(program, List.copyOf(flags)));
        extra = Map.copyOf(copy);
    }

    /** The same with every request written down. */
    public ControlPlaneOptions withAudit() {
        return new ControlPlaneOptions(programs, nodeAgent, durable, true, extra);
    }

    /** The same with an etcd that waits for the disk. */
    public ControlPlaneOptions withDurableStore() {
        return new ControlPlaneOptions(programs, nodeAgent, true, audit, extra);
    }

    /** The same without the node side: a pod with an interface of its own never becomes ready. */
    public ControlPlaneOptions withoutNodeAgent() {
        return new ControlPlaneOptions(programs, false, durable, audit, extra);
    }

    /** The same with more flags for one program. */
    public ControlPlaneOptions with(Program program, String... flags) {
        Map<Program, List<String>> more = new EnumMap<>(Program.class);
        more.putAll(extra);
        more.put(program, List.of(flags));
        return new ControlPlaneOptions(programs, nodeAgent, durable, audit, more);
    }

    boolean runs(Program program) {
        return programs.contains(program);
    }

    List<String> flags(Program program) {
        return extra.getOrDefault(program, List.of());
    }
}
