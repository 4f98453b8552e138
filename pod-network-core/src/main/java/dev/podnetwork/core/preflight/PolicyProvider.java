package dev.podnetwork.core.preflight;

/** Who enforces NetworkPolicies; {@code network_policy_provider} of the CNI document (spec: node-ipam §1.4). */
public enum PolicyProvider {
    /** Felix. */
    IPTABLES,
    /** The eBPF agent. */
    EBPF
}
