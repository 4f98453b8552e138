package dev.podnetwork.fake.sim.node;

import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.cloud.EniAttachment;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.pool.Lease;
import dev.podnetwork.api.pool.LeaseAddress;
import dev.podnetwork.fake.FakeCloud;
import dev.podnetwork.fake.sim.check.InvariantViolation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What must hold for the leases of a node whenever one is answered: one owner per address, the same address for the same
 * owner, its cooldown, and that the cloud has it on this node at that moment.
 */
final class NodeChecks {
    private static final int IPV6_GROUPS = 8;
    private static final int PREFIX_GROUPS = 5;

    private final FakeCloud cloud;
    private final InstanceId instance;
    private final Duration cooldown;
    private final String seed;
    private final Map<String, Lease> holders = new LinkedHashMap<>();
    private final Map<String, Long> releasedAt = new LinkedHashMap<>();
    private boolean cloudLies;
    private @Nullable InvariantViolation violation;

    NodeChecks(FakeCloud cloud, InstanceId instance, Duration cooldown, String seed) {
        this.cloud = cloud;
        this.instance = instance;
        this.cooldown = cooldown;
        this.seed = seed;
    }

    /** Interfaces vanish in this story: a lease may outlive its address. */
    void cloudLies() {
        cloudLies = true;
    }

    void granted(Lease lease, @Nullable Lease before, long now) {
        String address = lease.address().primary();
        Lease other = holders.get(address);
        if (other != null && !other.owner().equals(lease.owner())) {
            fail(
                    "one owner per address",
                    address + " was leased to " + lease.owner() + " while " + other.owner() + " holds it");
        }
        if (before != null && !before.address().equals(lease.address()) && !cloudLies) {
            fail(
                    "an acknowledged lease stays",
                    lease.owner() + " was told " + before.address().primary() + " and then " + address);
        }
        if (before != null) {
            holders.remove(before.address().primary());
        }
        Long free = releasedAt.get(address);
        if (free != null && other == null && now - free < cooldown.toNanos()) {
            fail(
                    "cooldown",
                    address + " was leased again " + Duration.ofNanos(now - free) + " after it was given back");
        }
        holders.put(address, lease);
        releasedAt.remove(address);
        checkCloud(lease.address());
    }

    private void checkCloud(LeaseAddress address) {
        Optional<EniDescription> eni = cloud.inspect().eni(address.eni());
        EniAttachment at = eni.map(EniDescription::attachment).orElse(null);
        boolean here = at != null && at.instance().equals(instance);
        boolean has = eni.isPresent() && (eni.get().ipv4().contains(address.ipv4()) || inPrefix(eni.get(), address));
        boolean both = address.ipv6() == null || eni.isPresent() && hasIpv6(eni.get(), String.valueOf(address.ipv6()));
        if (!(here && has && both) && !cloudLies) {
            fail(
                    "only what the cloud has is leased",
                    address + " was leased and the cloud does not have it on " + instance);
        }
    }

    private static boolean inPrefix(EniDescription eni, LeaseAddress address) {
        String ipv4 = String.valueOf(address.ipv4());
        int last = Integer.parseInt(ipv4.substring(ipv4.lastIndexOf('.') + 1));
        String block = ipv4.substring(0, ipv4.lastIndexOf('.') + 1) + (last & ~15) + "/28";
        return eni.ipv4Prefixes().contains(block);
    }

    /** Single, or in a /80: what stands before the last three groups is the same. */
    private static boolean hasIpv6(EniDescription eni, String address) {
        return eni.ipv6().contains(address)
                || eni.ipv6Prefixes().stream()
                        .anyMatch(cidr -> firstFive(cidr.replace("/80", "")).equals(firstFive(address)));
    }

    private static List<String> firstFive(String address) {
        List<String> groups = new ArrayList<>();
        String[] halves = address.split("::", 2);
        List<String> head = halves[0].isEmpty() ? List.of() : List.of(halves[0].split(":"));
        List<String> tail = halves.length < 2 || halves[1].isEmpty() ? List.of() : List.of(halves[1].split(":"));
        groups.addAll(head);
        for (int i = head.size() + tail.size(); i < IPV6_GROUPS; i++) {
            groups.add("0");
        }
        groups.addAll(tail);
        return groups.subList(0, PREFIX_GROUPS);
    }

    /** A DEL is asked for: from now on the address may be given back, though nobody is told yet. */
    void releasing(@Nullable Lease lease, long now) {
        if (lease != null) {
            releasedAt.putIfAbsent(lease.address().primary(), now);
            // Whoever gets it next must wait for the cooldown, which begins no earlier than this.
            holders.remove(lease.address().primary(), lease);
        }
    }

    void released(@Nullable Lease lease, long now) {
        if (lease != null) {
            holders.remove(lease.address().primary(), lease);
        }
    }

    /** Answers come in futures, which keep what is thrown to themselves: it is thrown after the event. */
    private void fail(String invariant, String what) {
        if (violation == null) {
            violation = new InvariantViolation(seed + " on " + instance + " at " + cloud.now(), invariant, what);
        }
    }

    void throwIfViolated() {
        if (violation != null) {
            throw violation;
        }
    }
}
