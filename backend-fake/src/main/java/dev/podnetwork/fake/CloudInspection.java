package dev.podnetwork.fake;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.cloud.EipDescription;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.InstanceDescription;
import dev.podnetwork.api.cloud.SecurityGroupDescription;
import dev.podnetwork.api.cloud.VSwitchDescription;
import dev.podnetwork.fake.state.Boot;
import dev.podnetwork.fake.state.CloudState;
import dev.podnetwork.fake.state.RateWindows;
import dev.podnetwork.fake.state.VSwitchState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The truth about a {@link FakeCloud}, for checks and reports: exact, without lag, and not counted as calls. Thread-safe;
 * each answer is one moment.
 */
public final class CloudInspection {
    private final FakeCloud cloud;
    private final CloudState state;
    private final Desk desk;
    private final Boot boot;

    CloudInspection(FakeCloud cloud, CloudState state, Desk desk, Boot boot) {
        this.cloud = cloud;
        this.state = state;
        this.desk = desk;
        this.boot = boot;
    }

    /**
     * The addresses of one vSwitch.
     *
     * @param id the vSwitch
     * @param capacity IPv4 addresses that interfaces can have
     * @param used those they have
     */
    public record VSwitchUse(VSwitchId id, int capacity, int used) {
        /** Addresses left. */
        public int free() {
            return capacity - used;
        }
    }

    /** Every interface, in creation order; then every Lingjun one, in the words of the others. */
    public List<EniDescription> enis() {
        return cloud.read(this::everything);
    }

    private List<EniDescription> everything() {
        List<EniDescription> all = new ArrayList<>(desk.describes().all());
        all.addAll(state.lenis().likeEnis());
        return List.copyOf(all);
    }

    /** One interface, of whatever kind; empty when it does not exist. */
    public Optional<EniDescription> eni(EniId id) {
        return cloud.read(() -> Optional.ofNullable(desk.describes().one(id))
                .or(() -> Optional.ofNullable(state.lenis().likeEni(id))));
    }

    /** How many interfaces there are, primary ones not counted. */
    public int eniCount() {
        return cloud.read(state::eniCount);
    }

    /** Who has an address of a VPC. */
    public Optional<EniDescription> eniByAddress(VpcId vpc, String address) {
        return cloud.read(() -> Optional.ofNullable(desk.places().owner(vpc, address))
                .map(id -> desk.describes().one(id)));
    }

    /** The trunk interface an instance booted with; empty when it has none or does not exist. */
    public Optional<EniId> trunkOf(InstanceId id) {
        return cloud.read(() -> Optional.ofNullable(boot.trunkOf(id)));
    }

    /** Whether the instance, or the Lingjun node, exists. */
    public boolean hasInstance(InstanceId id) {
        return cloud.read(() -> boot.hasInstance(id) || state.lenis().hasNode(id));
    }

    /** Every EIP as it is now, in the order of their allocation. */
    public List<EipDescription> eips() {
        return cloud.read(() -> state.eips().all());
    }

    /** The shared bandwidth packages, by id. */
    public List<String> bandwidthPackages() {
        return cloud.read(() -> state.eips().packages());
    }

    /** The EIPs of an interface, by its private address. */
    public Map<String, EipDescription> eipsOf(EniId id) {
        return cloud.read(() -> state.eips().on(id));
    }

    /** Every instance, in the order they were added. */
    public List<InstanceDescription> instances() {
        return cloud.read(() -> desk.places().allInstances());
    }

    /** Every vSwitch as it is now, by id. */
    public List<VSwitchDescription> vSwitches() {
        return cloud.read(() -> desk.places().allVSwitches());
    }

    /** Every security group, by id. */
    public List<SecurityGroupDescription> securityGroups() {
        return cloud.read(() -> desk.places().allSecurityGroups());
    }

    /** Every instance type, by name. */
    public List<InstanceTypeLimits> instanceTypes() {
        return cloud.read(() -> desk.places().allTypes());
    }

    /** The addresses of one vSwitch; it must exist. */
    public VSwitchUse use(VSwitchId id) {
        return cloud.read(() -> use(state.vSwitch(id)));
    }

    /** The addresses of every vSwitch, by id. */
    public List<VSwitchUse> uses() {
        return cloud.read(() -> {
            List<VSwitchUse> uses = new ArrayList<>();
            desk.places().all().forEach(v -> uses.add(use(v)));
            return List.copyOf(uses);
        });
    }

    /** The IPv4 addresses that interfaces of one vSwitch have, in creation order. */
    public List<String> usedAddresses(VSwitchId id) {
        return cloud.read(() -> {
            List<String> used = new ArrayList<>();
            for (EniDescription eni : everything()) {
                if (eni.vSwitch().equals(id)) {
                    used.addAll(eni.ipv4());
                }
            }
            return List.copyOf(used);
        });
    }

    /** What was called, by API: counts, refusals, and the most per minute. */
    public List<RateWindows.Seen> calls() {
        return cloud.read(desk::seen);
    }

    /** What was called of one API; zeros when nothing was. */
    public RateWindows.Seen calls(String api) {
        return calls().stream()
                .filter(seen -> seen.api().equals(api))
                .findFirst()
                .orElse(new RateWindows.Seen(api, 0, 0, 0, 0, 0));
    }

    private static VSwitchUse use(VSwitchState v) {
        return new VSwitchUse(v.id(), v.capacity(), v.used());
    }
}
