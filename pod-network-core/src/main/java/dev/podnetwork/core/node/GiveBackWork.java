package dev.podnetwork.core.node;

import dev.podnetwork.api.cloud.AddressOp;
import dev.podnetwork.api.cloud.AddressRequest;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.Observation;
import dev.podnetwork.api.pool.CloudIntent;
import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.core.allocation.Call;
import dev.podnetwork.core.cloud.Priority;
import dev.podnetwork.core.plan.PrefixReading;
import dev.podnetwork.core.pool.SlotView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Addresses, or prefixes, that go back. They are out of the pool before the intent is written, and forgotten when the
 * cloud has taken them; a refusal that does not say which of them are gone is followed by a look (spec: node-ipam §2.1).
 */
final class GiveBackWork extends EniWork {
    private final boolean prefixes;
    private final List<String> ipv4 = new ArrayList<>();
    private final List<String> ipv6 = new ArrayList<>();
    private final List<String> all;
    private long askedAt;

    /** What it gives back must be out of use already. */
    GiveBackWork(NodeCore node, NodeEni eni, List<String> what, boolean prefixes) {
        super(node, eni);
        this.prefixes = prefixes;
        this.all = List.copyOf(what);
        all.forEach(each -> (each.contains(":") ? ipv6 : ipv4).add(each));
    }

    void start() {
        leaving();
        open(
                new Intents.Wish(CloudIntent.Kind.UNASSIGN, eni.knownId(), eni.vSwitch, ipv4.size(), ipv6.size(), all),
                this::send);
    }

    /** Another process began: asking again does no harm. */
    void resume(CloudIntent before) {
        intent = before;
        leaving();
        send();
    }

    /** From now on no pod that comes may thaw them: the cloud may have taken them although it did not say so. */
    private void leaving() {
        for (String each : all) {
            NodePrefix prefix = eni.prefixes.get(each);
            if (prefix != null) {
                node.pool.freeze(eni, prefix, true);
                prefix.state = PrefixReading.State.DELETING;
            }
        }
    }

    private void send() {
        if (!ipv4.isEmpty()) {
            send(new AddressOp.UnassignPrivateIpAddresses(eni.knownId(), named(ipv4)), ipv4);
        } else if (!ipv6.isEmpty()) {
            send(new AddressOp.UnassignIpv6Addresses(eni.knownId(), named(ipv6)), ipv6);
        } else {
            end();
        }
    }

    private AddressRequest.Named named(List<String> what) {
        return prefixes ? AddressRequest.prefixes(what) : AddressRequest.addresses(what);
    }

    private void send(CloudOp op, List<String> left) {
        call(op, Priority.SHRINK, (reply, sentAt) -> {
            askedAt = node.now();
            if (reply instanceof CloudReply.Accepted) {
                succeeded();
                freed(left);
                send();
            } else {
                failed(Answered.faultOf(reply));
            }
        });
    }

    private void freed(List<String> what) {
        long ipv4 = what.stream().filter(text -> !text.contains(":")).count();
        node.fleet.ledger.freed(eni.vSwitch, (prefixes ? 16 : 1) * (int) ipv4, node.now());
        what.clear();
    }

    private void failed(CloudFault fault) {
        if (fault.kind() == CloudFault.Kind.THROTTLED || fault.kind() == CloudFault.Kind.UNAVAILABLE) {
            again(fault, this::send);
        } else {
            again(fault, () -> watch(Call.OBSERVE, false, this::observed));
        }
    }

    /** What the interface still has is asked for again; what it has not is done. */
    private void observed(Observation observation) {
        if (!isAfter(observation, askedAt)) {
            node.after(node.times().lag().toNanos(), () -> watch(Call.OBSERVE, false, this::observed));
            return;
        }
        EniDescription seen = observation.seen();
        Predicate<String> there = each -> seen != null
                && (seen.ipv4().contains(each)
                        || seen.ipv6().contains(each)
                        || seen.ipv4Prefixes().contains(each)
                        || seen.ipv6Prefixes().contains(each));
        ipv4.removeIf(there.negate());
        ipv6.removeIf(there.negate());
        send();
    }

    private void end() {
        List<JournalEntry> entries = node.recentlyGone.add(eni.knownId(), all);
        if (prefixes) {
            all.forEach(cidr -> entries.addAll(dropPrefix(cidr)));
        } else {
            all.forEach(address -> node.pool.forget(eni, address, node.now()));
        }
        node.intents.close(opened(), entries);
        node.settled(eni);
    }

    private List<JournalEntry> dropPrefix(String cidr) {
        NodePrefix prefix = eni.prefixes.get(cidr);
        if (prefix == null) {
            return List.of();
        }
        List<SlotView> slots = node.pool.slots(eni, prefix, node.now());
        return node.pool.dropPrefix(eni, prefix, node.now()) ? RecentlyGone.cooldownsEnd(slots) : List.of();
    }
}
