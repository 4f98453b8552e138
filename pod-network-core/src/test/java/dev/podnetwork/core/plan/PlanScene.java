package dev.podnetwork.core.plan;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.pool.LeaseAddress;
import dev.podnetwork.api.selector.VSwitchSelectionPolicy;
import dev.podnetwork.core.plan.EniReading.Incoming;
import dev.podnetwork.core.plan.EniReading.Kind;
import dev.podnetwork.core.plan.EniReading.State;
import dev.podnetwork.core.plan.NodeReading.Demand;
import dev.podnetwork.core.plan.NodeReading.Permits;
import dev.podnetwork.core.plan.NodeReading.WarmUp;
import dev.podnetwork.core.plan.SlotReading.Use;
import dev.podnetwork.core.vswitch.VSwitchQuery;
import dev.podnetwork.core.vswitch.VSwitchReading;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node to plan for, said in few words. */
final class PlanScene {
    static final VSwitchId VSW = new VSwitchId("vsw-1");
    static final ZoneId ZONE = new ZoneId("z-1");

    NodeShape shape = NodeShape.secondaries(7, 30);
    PoolPolicy policy = PoolPolicy.idle(0, 5);
    Demand demand = Demand.NONE;
    WarmUp warmUp = WarmUp.DONE;
    /** Addresses that the cloud has given so far: no name is used twice. */
    private int given;

    Permits permits = Permits.ALL;
    NodeReading.@Nullable Quiet quiet;
    final List<EniReading> enis = new ArrayList<>();
    final List<VSwitchId> fragmented = new ArrayList<>();
    final Map<VSwitchId, VSwitchReading> readings = new LinkedHashMap<>();

    PlanScene() {
        readings.put(VSW, new VSwitchReading.Known(ZONE, 10_000, 10_000, null));
    }

    PlanScene shape(NodeShape other) {
        shape = other;
        return this;
    }

    PlanScene policy(PoolPolicy other) {
        policy = other;
        return this;
    }

    PlanScene pods(int pods) {
        demand = Demand.of(pods);
        return this;
    }

    PlanScene eni(EniReading eni) {
        enis.add(eni);
        return this;
    }

    PlanScene free(int addresses) {
        readings.put(VSW, new VSwitchReading.Known(ZONE, addresses, addresses, null));
        return this;
    }

    NodeReading reading() {
        VSwitchQuery query = VSwitchQuery.inZone(ZONE, List.of(VSW), VSwitchSelectionPolicy.ORDERED, 1, 0);
        return new NodeReading(enis, demand, warmUp, quiet, query, readings, fragmented, permits);
    }

    PoolPlan plan() {
        return PoolPlanner.plan(shape, policy, reading());
    }

    List<PlanStep> steps() {
        return plan().steps();
    }

    static EniId id(String name) {
        return new EniId("eni-" + name);
    }

    static EniReading eni(String name, Kind kind, SlotReading... slots) {
        return new EniReading(id(name), kind, State.IN_USE, VSW, true, true, Incoming.NONE, List.of(slots), List.of());
    }

    static EniReading leaving(String name, int addresses) {
        return new EniReading(
                id(name),
                Kind.SECONDARY,
                State.LEAVING,
                VSW,
                true,
                false,
                Incoming.NONE,
                slots(name, addresses, Use.LEAVING),
                List.of());
    }

    static EniReading coming(Incoming what) {
        return new EniReading(null, Kind.SECONDARY, State.COMING, VSW, true, false, what, List.of(), List.of());
    }

    static EniReading unschedulable(EniReading eni) {
        return new EniReading(
                eni.id(),
                eni.kind(),
                eni.state(),
                eni.vSwitch(),
                false,
                eni.open(),
                eni.incoming(),
                eni.slots(),
                eni.prefixes());
    }

    static EniReading secondary(String name, int idle, int used) {
        List<SlotReading> slots = new ArrayList<>(slots(name, used, Use.USED));
        slots.addAll(slots(name + "i", idle, Use.IDLE));
        return eni(name, Kind.SECONDARY, slots.toArray(SlotReading[]::new));
    }

    static EniReading prefixed(String name, int addresses, int prefixes, boolean ipv6) {
        List<PrefixReading> blocks = new ArrayList<>();
        for (int i = 0; i < prefixes; i++) {
            blocks.add(new PrefixReading(name + "-" + i + "/28", false, PrefixReading.State.VALID, 0, 0));
        }
        if (ipv6) {
            blocks.add(new PrefixReading(name + "/80", true, PrefixReading.State.VALID, 0, 0));
        }
        return prefixed(name, addresses, blocks);
    }

    static EniReading prefixed(String name, int addresses, List<PrefixReading> blocks) {
        List<SlotReading> slots = slots(name, addresses, Use.USED);
        return new EniReading(id(name), Kind.SECONDARY, State.IN_USE, VSW, true, true, Incoming.NONE, slots, blocks);
    }

    /** The first one is primary. */
    static List<SlotReading> slots(String name, int count, Use use) {
        List<SlotReading> slots = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            slots.add(slot(name, i, i == 0, use, false));
        }
        return slots;
    }

    static SlotReading slot(String eni, int number, boolean primary, Use use, boolean pair) {
        String ipv4 = "10." + Math.floorMod(eni.hashCode(), 250) + ".0." + number;
        LeaseAddress address = new LeaseAddress(id(eni), ipv4, pair ? "fd00::" + number : null);
        return new SlotReading(address, primary, use);
    }

    /** What the node looks like when every step of a plan has been carried out and waiting pods have been served. */
    PlanScene apply(PoolPlan plan) {
        PlanScene next = new PlanScene();
        next.shape = shape;
        next.policy = policy;
        next.permits = permits;
        next.warmUp = warmUp;
        next.given = given;
        next.readings.putAll(readings);
        next.fragmented.addAll(fragmented);
        next.enis.addAll(enis);
        int made = 0;
        for (PlanStep step : plan.steps()) {
            made += next.apply(step, "n" + enis.size() + "-" + next.enis.size());
        }
        next.warmUp = warmUp.done() || warmUp.obtained() + made >= policy.warmUp()
                ? WarmUp.DONE
                : new WarmUp(false, warmUp.obtained() + made);
        next.demand = Demand.of(next.serve(demand.pods()));
        return next;
    }

    private int apply(PlanStep step, String name) {
        if (step instanceof PlanStep.Create create) {
            boolean pair = policy.stack() == IpStack.DUAL;
            List<SlotReading> slots = new ArrayList<>();
            for (int i = 0; i < create.ipv4(); i++) {
                slots.add(slot(name, i, i == 0, Use.IDLE, pair && i < create.ipv6()));
            }
            eni(eni(name, create.kind(), slots.toArray(SlotReading[]::new)));
            return create.ipv4();
        }
        if (step instanceof PlanStep.Assign assign) {
            replace(assign.eni(), eni -> assigned(eni, assign));
            return assign.ipv4();
        }
        if (step instanceof PlanStep.Unassign unassign) {
            replace(unassign.eni(), eni -> {
                List<SlotReading> left = new ArrayList<>(eni.slots());
                left.removeIf(slot -> unassign.addresses().contains(slot.address()));
                return with(eni, left);
            });
        } else if (step instanceof PlanStep.Delete delete) {
            enis.removeIf(eni -> delete.eni().equals(eni.id()));
        }
        return 0;
    }

    private EniReading assigned(EniReading eni, PlanStep.Assign assign) {
        List<SlotReading> slots = new ArrayList<>();
        int ipv6 = assign.ipv6();
        for (SlotReading slot : eni.slots()) {
            boolean completed = !slot.hasIpv6() && ipv6 > 0;
            ipv6 -= completed ? 1 : 0;
            slots.add(
                    completed
                            ? new SlotReading(
                                    new LeaseAddress(
                                            slot.address().eni(), slot.address().ipv4(), "fd01::" + slots.size()),
                                    slot.primary(),
                                    slot.use())
                            : slot);
        }
        for (int i = 0; i < assign.ipv4(); i++) {
            int number = 1_000 + given;
            given++;
            slots.add(slot(String.valueOf(eni.id()).substring(4), number, false, Use.IDLE, ipv6-- > 0));
        }
        return with(eni, slots);
    }

    /** Leases idle addresses to pods; says how many are left. */
    private int serve(int pods) {
        int left = pods;
        for (int i = 0; i < enis.size(); i++) {
            EniReading eni = enis.get(i);
            List<SlotReading> slots = new ArrayList<>();
            for (SlotReading slot : eni.slots()) {
                boolean fits = policy.stack() == IpStack.IPV4 || slot.hasIpv6();
                boolean leased = left > 0 && eni.serves() && fits && slot.use() == Use.IDLE;
                slots.add(leased ? new SlotReading(slot.address(), slot.primary(), Use.USED) : slot);
                left -= leased ? 1 : 0;
            }
            enis.set(i, with(eni, slots));
        }
        return left;
    }

    private void replace(EniId id, java.util.function.UnaryOperator<EniReading> change) {
        enis.replaceAll(eni -> id.equals(eni.id()) ? change.apply(eni) : eni);
    }

    private static EniReading with(EniReading eni, List<SlotReading> slots) {
        return new EniReading(
                eni.id(),
                eni.kind(),
                eni.state(),
                eni.vSwitch(),
                eni.schedulable(),
                eni.open(),
                eni.incoming(),
                Collections.unmodifiableList(slots),
                eni.prefixes());
    }
}
