package dev.podnetwork.fake.state;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.LeniAddress;
import dev.podnetwork.api.cloud.LeniDescription;
import dev.podnetwork.api.cloud.LeniOp;
import dev.podnetwork.api.cloud.LeniStatus;
import dev.podnetwork.api.cloud.LingjunNode;
import dev.podnetwork.api.cloud.LingjunNodeType;
import dev.podnetwork.fake.state.Leni.Secondary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The Lingjun nodes and interfaces of one account, their reads, and the ends of their transitions (spec: openapi-wire §9):
 * the only class that changes a status of one. Reads of interfaces may lag, reads of nodes and addresses are exact. Not
 * thread-safe.
 *
 * <pre>
 * Executing ─► Available or Unattached        Unattached ─attach─► Attaching ─► Available ─detach─► Detaching ─► Unattached
 *     └─► Create Failed                                              └─► Attach Failed               └─► Detach Failed
 * Unattached, any failure but of a detach ─delete─► Deleting ─► gone
 *                                                     └─► Delete Failed
 * </pre>
 */
public final class LeniBook {
    private final CloudState cloud;
    private final Map<InstanceId, Node> nodes = new LinkedHashMap<>();
    private final TreeMap<String, LingjunNodeType> types = new TreeMap<>();
    private final Map<EniId, Leni> lenis = new LinkedHashMap<>();
    /** Those that are gone and may still be seen by a read that lags. */
    private final List<Leni> ghosts = new ArrayList<>();

    private int number;

    private record Node(LingjunNode offers, String type) {}

    /** Nothing yet. */
    LeniBook(CloudState cloud) {
        this.cloud = cloud;
    }

    /** Adds a node of that type. */
    public void addNode(LingjunNode node, LingjunNodeType type) {
        nodes.put(node.id(), new Node(node, type.type()));
        types.put(type.type(), type);
    }

    /** What a node offers, null when there is no such node. */
    @Nullable
    LingjunNode node(InstanceId id) {
        Node node = nodes.get(id);
        return node == null ? null : node.offers();
    }

    /** The interface if it exists now. */
    @Nullable
    Leni find(EniId id) {
        return lenis.get(id);
    }

    long countOn(InstanceId node) {
        return lenis.values().stream().filter(leni -> node.equals(leni.node)).count();
    }

    Leni bear(LeniOp.CreateLeni op, VSwitchState vSwitch) {
        int n = ++number;
        String text = Integer.toString(n, 36);
        String mac = String.format("00:16:3f:%02x:%02x:%02x", n >> 16 & 255, n >> 8 & 255, n & 255);
        vSwitch.remember(cloud.now, cloud.history.horizonNanos());
        EniId id = EniId.of("leni-" + "0000000".substring(Math.min(7, text.length())) + text);
        Leni leni = new Leni(id, op, vSwitch, vSwitch.addresses.take(), mac, cloud.now);
        noteChange(leni);
        leni.transition++;
        lenis.put(id, leni);
        return leni;
    }

    private void noteChange(Leni leni) {
        long horizon = cloud.history.horizonNanos();
        leni.changes(cloud.now, horizon);
        ghosts.removeIf(ghost -> ghost.isForgotten(cloud.now, horizon));
        cloud.touch(leni.id);
    }

    /** The group changes at once. */
    void regroup(Leni leni, SecurityGroupId group) {
        noteChange(leni);
        leni.group = group;
    }

    String nextName() {
        return "lip-" + ++number;
    }

    void start(Leni leni, LeniStatus status, @Nullable InstanceId node) {
        noteChange(leni);
        leni.status = status;
        leni.node = node;
        leni.transition++;
    }

    /** What is under way; to be shown to {@link #end}. */
    public int transition(EniId id) {
        Leni leni = lenis.get(id);
        return leni == null ? 0 : leni.transition;
    }

    /**
     * The end of what is under way, unless something else has begun since.
     *
     * @param fails whether it ends in failure: nobody is told why
     */
    public void end(EniId id, int transition, boolean fails) {
        Leni leni = lenis.get(id);
        if (leni == null || leni.transition != transition) {
            return;
        }
        switch (leni.status) {
            case EXECUTING -> ended(leni, fails, leni.node == null ? LeniStatus.UNATTACHED : LeniStatus.AVAILABLE);
            case ATTACHING -> ended(leni, fails, LeniStatus.AVAILABLE);
            case DETACHING ->
                start(leni, fails ? LeniStatus.DETACH_FAILED : LeniStatus.UNATTACHED, fails ? leni.node : null);
            case DELETING -> {
                if (fails) {
                    start(leni, LeniStatus.DELETE_FAILED, null);
                } else {
                    remove(leni);
                }
            }
            default -> {}
        }
    }

    private void ended(Leni leni, boolean fails, LeniStatus well) {
        LeniStatus ill = leni.status == LeniStatus.EXECUTING ? LeniStatus.CREATE_FAILED : LeniStatus.ATTACH_FAILED;
        start(leni, fails ? ill : well, fails ? null : leni.node);
    }

    private void remove(Leni leni) {
        noteChange(leni);
        leni.go();
        lenis.remove(leni.id);
        ghosts.add(leni);
        leni.vSwitch.remember(cloud.now, cloud.history.horizonNanos());
        leni.vSwitch.addresses.giveBack(leni.ipv4);
        leni.addresses.values().forEach(each -> leni.vSwitch.addresses.giveBack(each.ipv4()));
    }

    /** The interface is gone without anybody asking; false when there is none. */
    public boolean vanish(EniId id) {
        Leni leni = lenis.get(id);
        if (leni != null) {
            remove(leni);
        }
        return leni != null;
    }

    /** The interface is unattached without anybody asking; false when it is not attached. */
    public boolean tearOff(EniId id) {
        Leni leni = lenis.get(id);
        if (leni == null || leni.node == null || leni.status == LeniStatus.EXECUTING) {
            return false;
        }
        start(leni, LeniStatus.UNATTACHED, null);
        return true;
    }

    /** The node is released: its interfaces are unattached. False when there is none. */
    public boolean release(InstanceId id) {
        if (nodes.remove(id) == null) {
            return false;
        }
        for (Leni leni : lenis.values()) {
            if (id.equals(leni.node)) {
                start(leni, LeniStatus.UNATTACHED, null);
            }
        }
        return true;
    }

    /** Whether there is such a node. */
    public boolean hasNode(InstanceId id) {
        return nodes.containsKey(id);
    }

    /** Every interface as it is now, in the order of creation, in the words of ordinary ones. */
    public List<EniDescription> likeEnis() {
        List<EniDescription> all = new ArrayList<>();
        lenis.values().forEach(leni -> all.add(leni.describe().likeEni(cloud.now())));
        return all;
    }

    /** One interface as it is now, in the words of an ordinary one; null when there is none. */
    public @Nullable EniDescription likeEni(EniId id) {
        Leni leni = lenis.get(id);
        return leni == null ? null : leni.describe().likeEni(cloud.now());
    }

    /** The end of an assign or unassign. */
    public void endAddress(EniId id, String name) {
        Leni leni = lenis.get(id);
        Secondary now = leni == null ? null : leni.addresses.get(name);
        if (leni == null || now == null) {
            return;
        }
        if (now.leaving()) {
            leni.addresses.remove(name);
            leni.vSwitch.addresses.giveBack(now.ipv4());
        } else {
            leni.addresses.put(name, new Secondary(now.ipv4(), true, false));
        }
    }

    /** Answers a read of interfaces as they were that long ago. */
    public Answer page(LeniOp.DescribeLenis op, long ageNanos) {
        List<LeniDescription> all = new ArrayList<>();
        for (List<Leni> each : List.of(List.copyOf(lenis.values()), ghosts)) {
            for (Leni leni : each) {
                LeniDescription then = leni.at(cloud.now - ageNanos);
                if (then != null && matches(op, then)) {
                    all.add(then);
                }
            }
        }
        List<LeniDescription> page = page(all, op.pageNumber(), LeniOp.DescribeLenis.PAGE_SIZE);
        return new Answer.Done(new CloudReply.LeniPage(page, all.size(), cloud.now()));
    }

    private static boolean matches(LeniOp.DescribeLenis op, LeniDescription leni) {
        return (op.leni() == null || op.leni().equals(leni.id()))
                && (op.node() == null || op.node().equals(leni.node()))
                && (op.vSwitch() == null || op.vSwitch().equals(leni.vSwitch()))
                && leni.tags().entrySet().containsAll(op.tags().entrySet());
    }

    /** Answers a read of addresses, nodes or node types. */
    public Answer read(LeniOp op) {
        if (op instanceof LeniOp.DescribeLeniAddresses describe) {
            List<LeniAddress> all = new ArrayList<>();
            Leni leni = lenis.get(describe.leni());
            if (leni != null) {
                leni.addresses.forEach((name, each) -> all.add(leni.describe(name, each)));
            }
            List<LeniAddress> page = page(all, describe.pageNumber(), LeniOp.DescribeLeniAddresses.PAGE_SIZE);
            return new Answer.Done(new CloudReply.LeniAddressPage(page, all.size()));
        }
        return op instanceof LeniOp.DescribeNodeType describe ? typeOf(describe.type()) : nodeOf(op);
    }

    private Answer typeOf(String name) {
        LingjunNodeType type = types.get(name);
        return type == null
                ? Answer.notFound("RESOURCE_NOT_FOUND", "node type " + name)
                : new Answer.Done(new CloudReply.LingjunTypeLimits(type));
    }

    private Answer nodeOf(LeniOp op) {
        if (op instanceof LeniOp.DescribeLingjunNode describe) {
            Node node = nodes.get(describe.node());
            return node == null
                    ? new Answer.Refused(WireFault.invalid("1003", "no node " + describe.node() + "."))
                    : new Answer.Done(new CloudReply.LingjunNodeInfo(node.offers()));
        }
        InstanceId id = ((LeniOp.DescribeTypeOfNode) op).node();
        Node node = nodes.get(id);
        return node == null
                ? Answer.notFound("RESOURCE_NOT_FOUND", "node " + id)
                : new Answer.Done(new CloudReply.LingjunTypeOfNode(node.type()));
    }

    private static <T> List<T> page(List<T> all, int number, int size) {
        int from = (int) Math.min(Math.max(number - 1L, 0) * size, all.size());
        return List.copyOf(all.subList(from, Math.min(from + size, all.size())));
    }
}
