package dev.podnetwork.core.preflight;

import dev.podnetwork.core.config.Cidr;
import dev.podnetwork.core.config.ClusterIpStack;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Every fact that some rule looks at (spec: node-ipam §5.2). */
public final class Facts {
    /** The Kubernetes version. */
    public static final Fact<Version> KUBERNETES = Fact.version("cluster.kubernetes", "the Kubernetes version");

    /** The version of the node agent now. */
    public static final Fact<Version> TERWAY = Fact.version("cluster.terway", "the Terway version now");

    /** The version of the node agent when the cluster was made. */
    public static final Fact<Version> TERWAY_AT_CREATION =
            Fact.version("cluster.terwayAtCreation", "the Terway version when the cluster was created");

    /** Whether the node tool is of the line that refuses old kernels for every data path. */
    public static final Fact<Boolean> CURRENT_TERWAY =
            Fact.flag("cluster.currentTerway", "the node tool is of the current line of Terway");

    /** Whether the cluster is still to be made. */
    public static final Fact<Boolean> NEW_CLUSTER = Fact.flag("cluster.new", "the cluster is still to be created");

    /** Whether somebody else runs its control plane. */
    public static final Fact<Boolean> MANAGED =
            Fact.flag("cluster.managed", "a managed cluster (false: a dedicated one)");

    /** When the cluster was made. */
    public static final Fact<String> CREATED = Fact.text(
            "cluster.created",
            "when the cluster was created",
            "a month or day such as 2020-06 or 2020-06-15",
            text -> text.matches("[0-9]{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?")
                    ? Optional.of(text)
                    : Optional.empty());

    /** Whether the network plugin is to be changed. */
    public static final Fact<Boolean> PLUGIN_CHANGE =
            Fact.flag("cluster.pluginChange", "the network plugin is to be changed");

    /** Whether nodes come and go by themselves. */
    public static final Fact<Boolean> AUTO_SCALING = Fact.flag("cluster.autoScaling", "node pools scale by themselves");

    /** Whether the cluster calls its own load balancer from inside. */
    public static final Fact<Boolean> OWN_SLB = Fact.flag(
            "cluster.callsOwnLoadBalancer", "pods call the external address of a load balancer of this cluster");

    /** The address families of pods. */
    public static final Fact<ClusterIpStack> IP_STACK =
            Fact.choice("cluster.ipStack", "the address families of pods", ClusterIpStack.class);

    /** Whether the VPC has IPv6. */
    public static final Fact<Boolean> VPC_IPV6 = Fact.flag("cluster.vpcIpv6", "IPv6 is on in the VPC");

    /** Whether the controller uses trunk members. */
    public static final Fact<Boolean> CONTROLLER_TRUNK =
            Fact.flag("cluster.controllerTrunk", "enableTrunk of the controller");

    /** Whether eni-config says trunk. */
    public static final Fact<Boolean> CONFIG_TRUNK =
            Fact.flag("cluster.eniConfigTrunk", "enable_eni_trunking of eni-config");

    /** Whether the token secret exists. */
    public static final Fact<Boolean> ADDON_TOKEN =
            Fact.flag("cluster.addonToken", "the secret kube-system/addon.network.token exists");

    /** Where credentials come from. */
    public static final Fact<String> CREDENTIAL_PATH =
            Fact.text("cluster.credentialPath", "credential_path of eni-config");

    /** In how many zones pods have vSwitches. */
    public static final Fact<Integer> ZONES = Fact.count("cluster.zones", "the zones with vSwitches for pods");

    /** The Service blocks. */
    public static final Fact<List<Cidr>> SERVICE_BLOCKS =
            Fact.blocks("cluster.serviceBlocks", "the CIDR blocks of Services");

    /** The blocks of node vSwitches. */
    public static final Fact<List<Cidr>> NODE_BLOCKS =
            Fact.blocks("cluster.nodeBlocks", "the CIDR blocks of the vSwitches of nodes");

    /** The blocks of pod vSwitches. */
    public static final Fact<List<Cidr>> POD_BLOCKS =
            Fact.blocks("cluster.podBlocks", "the CIDR blocks of the vSwitches of pods");

    /** The data path that is asked for. */
    public static final Fact<DataPath> DATA_PATH =
            Fact.choice("node.dataPath", "the data path that is asked for", DataPath.class);

    /** The data path that is there. */
    public static final Fact<DataPath> DATA_PATH_NOW =
            Fact.choice("node.dataPathNow", "the data path that the node runs already", DataPath.class);

    /** The kernel. */
    public static final Fact<Version> KERNEL = Fact.version("node.kernel", "the Linux kernel");

    /** The operating system. */
    public static final Fact<OsImage> OS = Fact.choice("node.os", "the operating system", OsImage.class);

    /** Whether containers run in sandboxes. */
    public static final Fact<Boolean> SANDBOXED = Fact.flag("node.sandboxed", "containers run in a sandboxed runtime");

    /** Whether the node is there already. */
    public static final Fact<Boolean> EXISTING_NODE = Fact.flag("node.existing", "the node is in the cluster already");

    /** Whether every ENI belongs to one pod. */
    public static final Fact<Boolean> EXCLUSIVE = Fact.flag("node.exclusive", "every ENI belongs to one pod");

    /** Whether exclusive and shared are to be exchanged. */
    public static final Fact<Boolean> MODE_CHANGE =
            Fact.flag("node.modeChange", "the node is to change between exclusive and shared");

    /** Whether a CNI chain of the user's own is there. */
    public static final Fact<Boolean> CNI_CHAIN =
            Fact.flag("node.cniChain", "a CNI chain of the user's own is in place");

    /** Whether the pool has a taint. */
    public static final Fact<Boolean> TAINTED = Fact.flag("node.tainted", "the pool has a taint");

    /** Whether it is a Lingjun node. */
    public static final Fact<Boolean> LINGJUN = Fact.flag("node.lingjun", "a Lingjun node");

    /** Whether members of a trunk ENI are wanted. */
    public static final Fact<Boolean> TRUNK = Fact.flag("node.trunk", "pods are to get members of a trunk ENI");

    /** Whether the type supports trunk ENIs. */
    public static final Fact<Boolean> TRUNK_SUPPORTED =
            Fact.flag("node.trunkSupported", "EniTrunkSupported of the instance type");

    /** Whether RDMA is wanted. */
    public static final Fact<Boolean> ERDMA = Fact.flag("node.erdma", "eRDMA is on");

    /** Whether prefixes are wanted. */
    public static final Fact<Boolean> PREFIX = Fact.flag("node.prefix", "pods are served from prefixes");

    /** Whether the node's record was made without prefixes. */
    public static final Fact<Boolean> RECORD_WITHOUT_PREFIX =
            Fact.flag("node.recordWithoutPrefix", "the node has a record that says no prefixes");

    /** IPv4 addresses per ENI. */
    public static final Fact<Integer> IPV4_PER_ENI =
            Fact.count("node.ipv4PerEni", "EniPrivateIpAddressQuantity of the instance type");

    /** IPv6 addresses per ENI. */
    public static final Fact<Integer> IPV6_PER_ENI =
            Fact.count("node.ipv6PerEni", "EniIpv6AddressQuantity of the instance type");

    /** Pods an exclusive node of the type holds. */
    public static final Fact<Integer> EXCLUSIVE_PODS =
            Fact.count("node.exclusivePods", "the pods that an exclusive node of the type holds");

    /** Pods a shared node of the type holds. */
    public static final Fact<Integer> SHARED_PODS =
            Fact.count("node.sharedPods", "the pods that a shared node of the type holds");

    /** Whether the node has the link of the eBPF agent. */
    public static final Fact<Boolean> CILIUM_NET = Fact.flag("node.ciliumNet", "the node has the link cilium_net");

    /** Whether the node has the chained plugin. */
    public static final Fact<Boolean> CILIUM_CHAINER =
            Fact.flag("node.ciliumChainer", "the node has the cilium chaining plugin");

    /** Whether NetworkPolicies are wanted. */
    public static final Fact<Boolean> NETWORK_POLICY =
            Fact.flag("networkPolicy.used", "NetworkPolicies are to be used");

    /** Who enforces them. */
    public static final Fact<PolicyProvider> POLICY_PROVIDER =
            Fact.choice("networkPolicy.provider", "network_policy_provider", PolicyProvider.class);

    /** Whether one names a pod block. */
    public static final Fact<Boolean> POLICY_POD_BLOCK =
            Fact.flag("networkPolicy.podBlock", "an ipBlock names addresses of pods");

    /** Whether one has exceptions. */
    public static final Fact<Boolean> POLICY_EXCEPT =
            Fact.flag("networkPolicy.except", "an ipBlock has an except list");

    /** Whether one is about egress. */
    public static final Fact<Boolean> POLICY_EGRESS = Fact.flag("networkPolicy.egress", "a policy restricts egress");

    /** Whether IPv6 hairpin traffic is needed. */
    public static final Fact<Boolean> HAIRPIN =
            Fact.flag("service.hairpin", "a pod reaches itself through its own Service");

    /** Whether node ports are used with local traffic policy. */
    public static final Fact<Boolean> LOCAL_NODE_PORT =
            Fact.flag("service.localNodePort", "a Service with externalTrafficPolicy Local is reached by node port");

    /** Whether some Service has the cluster traffic policy. */
    public static final Fact<Boolean> CLUSTER_TRAFFIC =
            Fact.flag("service.clusterTraffic", "a Service has externalTrafficPolicy Cluster");

    /** Connections on a node. */
    public static final Fact<Integer> CONNECTIONS = Fact.count("node.connections", "connections tracked on a node");

    /** How many fit. */
    public static final Fact<Integer> CONNECTION_MAP =
            Fact.count("node.connectionMap", "the size of the connection tracking map");

    /** Whether bandwidth annotations are used. */
    public static final Fact<Boolean> BANDWIDTH =
            Fact.flag("pod.bandwidth", "pods carry kubernetes.io/ingress-bandwidth or egress-bandwidth");

    /** Whether ingress is shaped. */
    public static final Fact<Boolean> INGRESS_BANDWIDTH =
            Fact.flag("pod.ingressBandwidth", "pods carry kubernetes.io/ingress-bandwidth");

    /** Whether priorities are used. */
    public static final Fact<Boolean> PRIORITY =
            Fact.flag("pod.priority", "pods carry k8s.aliyun.com/network-priority");

    /** Whether pods have fixed addresses, own vSwitches or own groups. */
    public static final Fact<Boolean> OWN_NETWORK =
            Fact.flag("policy.ownNetwork", "pods get a fixed address, or vSwitches or security groups of their own");

    /** Whether pods have fixed addresses. */
    public static final Fact<Boolean> FIXED = Fact.flag("policy.fixed", "pods get fixed addresses");

    /** Whether younger fields are used. */
    public static final Fact<Boolean> YOUNGER_FIELDS =
            Fact.flag("policy.youngerFields", "a PodNetworking has vSwitchSelectOptions or eniType");

    /** Whether groups are to separate pods of one node. */
    public static final Fact<Boolean> SAME_NODE_GROUPS = Fact.flag(
            "policy.sameNodeGroups", "security groups are to separate pods of one node, or a pod from its node");

    private Facts() {}

    /** All of them, in the order of their names. */
    public static List<Fact<?>> all() {
        Map<String, Fact<?>> sorted = new TreeMap<>();
        cluster().forEach(fact -> sorted.put(fact.name(), fact));
        node().forEach(fact -> sorted.put(fact.name(), fact));
        others().forEach(fact -> sorted.put(fact.name(), fact));
        return List.copyOf(sorted.values());
    }

    /** The one with that name. */
    public static Optional<Fact<?>> byName(String name) {
        return all().stream().filter(fact -> fact.name().equals(name)).findFirst();
    }

    private static List<Fact<?>> cluster() {
        return List.of(
                KUBERNETES,
                TERWAY,
                TERWAY_AT_CREATION,
                CURRENT_TERWAY,
                NEW_CLUSTER,
                MANAGED,
                CREATED,
                PLUGIN_CHANGE,
                AUTO_SCALING,
                OWN_SLB,
                IP_STACK,
                VPC_IPV6,
                CONTROLLER_TRUNK,
                CONFIG_TRUNK,
                ADDON_TOKEN,
                CREDENTIAL_PATH,
                ZONES,
                SERVICE_BLOCKS,
                NODE_BLOCKS,
                POD_BLOCKS);
    }

    private static List<Fact<?>> node() {
        return List.of(
                DATA_PATH,
                DATA_PATH_NOW,
                KERNEL,
                OS,
                SANDBOXED,
                EXISTING_NODE,
                EXCLUSIVE,
                MODE_CHANGE,
                CNI_CHAIN,
                TAINTED,
                LINGJUN,
                TRUNK,
                TRUNK_SUPPORTED,
                ERDMA,
                PREFIX,
                RECORD_WITHOUT_PREFIX,
                IPV4_PER_ENI,
                IPV6_PER_ENI,
                EXCLUSIVE_PODS,
                SHARED_PODS,
                CILIUM_NET,
                CILIUM_CHAINER,
                CONNECTIONS,
                CONNECTION_MAP);
    }

    private static List<Fact<?>> others() {
        return List.of(
                NETWORK_POLICY,
                POLICY_PROVIDER,
                POLICY_POD_BLOCK,
                POLICY_EXCEPT,
                POLICY_EGRESS,
                HAIRPIN,
                LOCAL_NODE_PORT,
                CLUSTER_TRAFFIC,
                BANDWIDTH,
                INGRESS_BANDWIDTH,
                PRIORITY,
                OWN_NETWORK,
                FIXED,
                YOUNGER_FIELDS,
                SAME_NODE_GROUPS);
    }
}
