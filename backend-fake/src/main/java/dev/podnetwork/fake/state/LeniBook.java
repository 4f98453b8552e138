package dev.podnetwork.fake.state;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.cloud.CloudReply;
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
 * the only class that changes a status of one. Reads are exact. Not thread-safe.
 */
public final class LeniBook {
    private final CloudState cloud;
    private final Map<InstanceId, Node> nodes = new LinkedHashMap<>();
    private final TreeMap<String, LingjunNodeType> types = new TreeMap<>();
    private final Map<EniId, Leni> lenis = new LinkedHashMap<>();
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
        Leni leni = new Leni(id, op, vSwitch, vSwitch.addresses.take(), mac);
        lenis.put(id, leni);
        return leni;
    }

    String nextName() {
        return "lip-" + ++number;
    }

    void start(Leni leni, LeniStatus status, @Nullable InstanceId node) {
        leni.status = status;
        leni.node = node;
        leni.transition++;
    }

    /** What is under way; to be shown to {@link #end}. */
    public int transition(EniId id) {
        Leni leni = lenis.get(id);
        return leni == null ? 0 : leni.transition;
    }

    /** The end of what is under way, unless something else has begun since. */
    public void end(EniId id, int transition) {
        Leni leni = lenis.get(id);
        if (leni == null || leni.transition != transition) {
            return;
        }
        switch (leni.status) {
            case EXECUTING -> leni.status = leni.node == null ? LeniStatus.UNATTACHED : LeniStatus.AVAILABLE;
            case ATTACHING -> leni.status = LeniStatus.AVAILABLE;
            case DETACHING -> start(leni, LeniStatus.UNATTACHED, null);
            case DELETING -> remove(leni);
            default -> {}
        }
    }

    private void remove(Leni leni) {
        lenis.remove(leni.id);
        leni.vSwitch.remember(cloud.now, cloud.history.horizonNanos());
        leni.vSwitch.addresses.giveBack(leni.ipv4);
        leni.addresses.values().forEach(each -> leni.vSwitch.addresses.giveBack(each.ipv4()));
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

    /** Answers a read. */
    public Answer read(LeniOp op) {
        if (op instanceof LeniOp.DescribeLenis describe) {
            List<LeniDescription> all = new ArrayList<>();
            for (Leni leni : lenis.values()) {
                if ((describe.leni() == null || describe.leni().equals(leni.id))
                        && (describe.node() == null || describe.node().equals(leni.node))) {
                    all.add(leni.describe());
                }
            }
            List<LeniDescription> page = page(all, describe.pageNumber(), LeniOp.DescribeLenis.PAGE_SIZE);
            return new Answer.Done(new CloudReply.LeniPage(page, all.size()));
        }
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
