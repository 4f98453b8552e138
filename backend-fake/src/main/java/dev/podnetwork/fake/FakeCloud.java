package dev.podnetwork.fake;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.cloud.AddressCounts;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniType;
import dev.podnetwork.api.cloud.LingjunNode;
import dev.podnetwork.api.cloud.LingjunNodeType;
import dev.podnetwork.api.cloud.TrafficMode;
import dev.podnetwork.fake.state.Answer;
import dev.podnetwork.fake.state.Boot;
import dev.podnetwork.fake.state.CloudState;
import dev.podnetwork.fake.state.EniLife;
import dev.podnetwork.fake.state.EniSpec;
import dev.podnetwork.fake.state.NamedAddresses;
import dev.podnetwork.fake.state.TagSet;
import dev.podnetwork.fake.state.WireFault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One fake account in one region: what exists, and the rules by which calls change it (spec: openapi-wire §5–§8, §16). It
 * has no HTTP, thread, clock or chance of its own: time is a {@link CloudClock}, chance comes from the seed.
 *
 * <p>Calls arrive at {@link #serve}; {@link FakeCloudNetwork} adds the way there and back. Everything a scenario does to the
 * cloud behind the caller's back is a method here: add, release, vanish, tear off. {@link #inspect} tells the truth.
 *
 * <p>Thread-safe by one lock. Listeners run under it.
 */
public final class FakeCloud {
    private final Object lock = new Object();
    private final CloudClock clock;
    private final CloudState state;
    private final EniLife life;
    private final Boot boot;
    private final Desk desk;
    private final CloudInspection inspection;
    private Consumer<EniId> listener = id -> {};

    /** An empty account; add what it has with the methods below. */
    public FakeCloud(FakeCloudConfig config, CloudClock clock, long seed) {
        this.clock = clock;
        this.state = new CloudState(config.tokenLife().toNanos());
        state.quota(config.eniQuota());
        state.keepHistory(config.latencies().readLag().maxNanos());
        state.keepHistory(config.latencies().metadataLag().maxNanos());
        this.life = new EniLife(state);
        this.boot = new Boot(state, life);
        this.desk = new Desk(config, state, life, this::later, new SplitMix64(seed));
        this.inspection = new CloudInspection(this, state, desk, boot);
    }

    /**
     * What the cloud made of a call.
     *
     * @param answer the answer
     * @param processingNanos how long it took: until then the caller knows nothing and what it touches is busy
     */
    public record Served(Answer answer, long processingNanos) {
        /** The answer as the library's value. */
        public CloudReply reply() {
            return toReply(answer);
        }
    }

    /** Takes a call that has arrived; the change is made now, its asynchronous end comes by the clock. Never throws. */
    public Served serve(CloudOp op, Disturbance disturbance) {
        return serve(op, NamedAddresses.NONE, disturbance);
    }

    /** Takes a create that names some of its addresses itself; for any other call the names mean nothing. */
    public Served serve(CloudOp op, NamedAddresses named, Disturbance disturbance) {
        synchronized (lock) {
            begin();
            Served served = desk.serve(op, named, disturbance);
            tell();
            return served;
        }
    }

    /** Gives a Lingjun interface another security group at once, null for the one it has; the library never asks for it. */
    public Answer updateLeni(EniId id, @Nullable SecurityGroupId group) {
        return read(() -> desk.lenis().update(id, group));
    }

    /** Calls the cloud from nowhere: no way, no processing time. For tests and for setting a scene. */
    public CloudReply call(CloudOp op) {
        synchronized (lock) {
            begin();
            Answer answer = desk.serveAtOnce(op);
            tell();
            return toReply(answer);
        }
    }

    /** Counts a call that an injected fault turned away at the door. */
    void turnedAway(CloudOp op, boolean throttled) {
        synchronized (lock) {
            begin();
            desk.turnedAway(op, throttled);
        }
    }

    /** Adds a vSwitch. */
    public FakeCloud addVSwitch(FakeVSwitch vSwitch) {
        return change(() ->
                state.addVSwitch(vSwitch.id(), vSwitch.vpc(), vSwitch.zone(), vSwitch.cidr(), vSwitch.ipv6Cidr()));
    }

    /** Adds a basic security group: 2,000 private addresses. */
    public FakeCloud addSecurityGroup(SecurityGroupId id, VpcId vpc) {
        return addSecurityGroup(id, vpc, 2_000);
    }

    /** Adds a security group of that many private addresses; an advanced one covers 65,536. */
    public FakeCloud addSecurityGroup(SecurityGroupId id, VpcId vpc, int maxAddresses) {
        return change(() -> state.addSecurityGroup(id, vpc, maxAddresses));
    }

    /** Adds or replaces an instance type; {@link InstanceTypes} has some. */
    public FakeCloud addInstanceType(InstanceTypeLimits limits) {
        return change(() -> state.putType(limits));
    }

    /** Adds a running instance whose own interfaces take addresses of that vSwitch, which decides its zone and VPC. */
    public FakeCloud addInstance(InstanceId id, String type, VSwitchId vSwitch) {
        return change(() -> boot.instance(id, type, vSwitch, true));
    }

    /** Adds a running instance that has no trunk interface yet, whatever its type can have. */
    public FakeCloud addInstanceWithoutTrunk(InstanceId id, String type, VSwitchId vSwitch) {
        return change(() -> boot.instance(id, type, vSwitch, false));
    }

    /** Adds a running instance whose own interfaces take no address of a declared vSwitch. */
    public FakeCloud addInstance(InstanceId id, String type, VpcId vpc, ZoneId zone) {
        return change(() -> boot.instance(id, type, boot.nodeVSwitch(vpc, zone), true));
    }

    /** The same without a trunk interface, whatever its type can have. */
    public FakeCloud addInstanceWithoutTrunk(InstanceId id, String type, VpcId vpc, ZoneId zone) {
        return change(() -> boot.instance(id, type, boot.nodeVSwitch(vpc, zone), false));
    }

    /** Gives an interface that was there before the story begins these tags, and no others. */
    public FakeCloud tagEni(EniId id, Map<String, String> tags) {
        return change(() -> boot.tag(id, tags));
    }

    /** Adds an interface that was there before the story begins. */
    public FakeCloud addEni(FakeEni eni) {
        return change(() -> {
            EniSpec spec = new EniSpec(
                    state.vSwitch(eni.vSwitch()),
                    EniType.SECONDARY,
                    AddressCounts.withIpv6(eni.ipv6().size()),
                    List.copyOf(eni.securityGroups()),
                    null,
                    TrafficMode.STANDARD,
                    eni.deleteOnRelease());
            boot.eni(eni.id(), spec, TagSet.of(eni.tags()), eni.ipv4(), eni.ipv6());
            InstanceId on = eni.instance();
            if (on != null) {
                boot.attach(eni.id(), on, eni.member());
            }
        });
    }

    /** Releases an instance or a Lingjun node: interfaces that go with it are gone, others unattached. False for none. */
    public boolean releaseInstance(InstanceId id) {
        return changed(() -> life.release(id) || state.lenis().release(id));
    }

    /** Stops or starts an instance; interfaces attach only to a running one. */
    public FakeCloud setRunning(InstanceId id, boolean running) {
        return change(() -> boot.running(id, running));
    }

    /** The interface is gone behind everybody's back; false when there is none or it is a primary one. */
    public boolean vanish(EniId id) {
        return changed(() -> life.vanish(id) || state.lenis().vanish(id));
    }

    /** The interface is Available behind everybody's back; false when it was not attached or is a primary one. */
    public boolean tearOff(EniId id) {
        return changed(() -> life.tearOff(id) || state.lenis().tearOff(id));
    }

    /** Another quota from now on. */
    public FakeCloud setEniQuota(int quota) {
        return change(() -> state.quota(quota));
    }

    /** Another quota of EIPs from now on; 20 at first. */
    public FakeCloud setEipQuota(int quota) {
        return change(() -> state.eips().quota(quota));
    }

    /** Adds a Lingjun node; its vSwitches must have been added. */
    public FakeCloud addLingjunNode(LingjunNode node, LingjunNodeType type) {
        return change(() -> state.lenis().addNode(node, type));
    }

    /** Adds a shared bandwidth package. */
    public FakeCloud addBandwidthPackage(String id) {
        return change(() -> state.eips().addPackage(id));
    }

    /** Other limits from now on. */
    public FakeCloud setLimits(FakeLimits limits) {
        return change(() -> desk.limits(limits));
    }

    /** Keeps what was for at least that long, so that a describe can be that stale. */
    public FakeCloud keepHistory(Duration atLeast) {
        return change(() -> state.keepHistory(atLeast.toNanos()));
    }

    /** Hears of every interface that changed, once per change and in order; must be quick and must not call the cloud. */
    public FakeCloud onEniChange(Consumer<EniId> newListener) {
        return change(() -> {
            listener = newListener;
            state.tellChanges(true);
        });
    }

    /** The truth about everything, at no cost in calls. */
    public CloudInspection inspect() {
        return inspection;
    }

    /** The cloud's clock. */
    public Instant now() {
        return clock.now();
    }

    static CloudReply toReply(Answer answer) {
        if (answer instanceof Answer.Done done) {
            return done.reply();
        }
        WireFault fault = ((Answer.Refused) answer).fault();
        return new CloudReply.Failed(FakeFaults.of(fault));
    }

    /** Reads something under the lock. */
    <T extends @Nullable Object> T read(Supplier<T> query) {
        synchronized (lock) {
            return query.get();
        }
    }

    CloudClock clock() {
        return clock;
    }

    private void later(long delayNanos, Runnable end) {
        clock.schedule(delayNanos, () -> change(end));
    }

    private FakeCloud change(Runnable what) {
        synchronized (lock) {
            begin();
            what.run();
            tell();
        }
        return this;
    }

    private boolean changed(BooleanSupplier what) {
        synchronized (lock) {
            begin();
            boolean did = what.getAsBoolean();
            tell();
            return did;
        }
    }

    private void begin() {
        Instant now = clock.now();
        state.at(now.getEpochSecond() * 1_000_000_000L + now.getNano());
    }

    private void tell() {
        for (EniId id : state.drainTouched()) {
            listener.accept(id);
        }
    }
}
