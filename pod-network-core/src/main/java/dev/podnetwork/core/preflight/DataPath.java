package dev.podnetwork.core.preflight;

/** How packets reach a pod; the {@code eniip_virtual_type} of the CNI document (spec: node-ipam §1.4). */
public enum DataPath {
    /** A veth pair and routes. */
    VETH("veth"),
    /** IPvlan with eBPF. */
    IPVLAN("ipvlan"),
    /** DataPath V2: veth with eBPF. */
    V2("datapathv2");

    private final String wire;

    DataPath(String wire) {
        this.wire = wire;
    }

    /** The text in documents, in lower case. */
    @Override
    public String toString() {
        return wire;
    }
}
