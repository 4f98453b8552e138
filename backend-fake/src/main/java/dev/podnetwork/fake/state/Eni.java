package dev.podnetwork.fake.state;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.EniAttachment;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.EniType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * One interface: what was fixed at its creation, its present {@link EniState}, and the states it had within the horizon of
 * {@link History}. Kept small: a scale run holds a million of them.
 */
public final class Eni {
    private static final int MAX_VLAN = 4094;
    private static final String MAC = "00:16:3e:00:00:00";

    final EniId id;
    final long number;
    final EniSpec spec;
    final TagSet bornWith;
    final Addresses born;
    final long createdAtNanos;

    /** Null once it is gone. */
    @Nullable
    EniState state;

    /** Older states, newest first. */
    @Nullable
    Past past;

    /** Until then another mutation of this interface is a conflict. */
    long busyUntilNanos;

    /** Raised by whatever starts or ends a transition: an end that finds another number has lost its meaning. */
    int transition;

    /** Out of every table; {@link CreationOrder} may still point here. */
    boolean forgotten;

    private @Nullable BitSet vlans;

    Eni(EniId id, long number, EniSpec spec, EniState first, long createdAtNanos) {
        this.id = id;
        this.number = number;
        this.spec = spec;
        this.bornWith = first.tags();
        this.born = first.addresses();
        this.createdAtNanos = createdAtNanos;
        this.state = first;
    }

    /**
     * A state that is no more.
     *
     * @param untilNanos when it ended
     * @param before null when the interface did not exist before
     * @param older the one before that, newest first
     */
    record Past(
            long untilNanos,
            @Nullable EniState before,
            @Nullable Past older) {}

    /** The state at that time, as far back as history is kept; null when it did not exist then. */
    @Nullable
    EniState at(long nanos) {
        EniState seen = state;
        for (Past p = past; p != null && p.untilNanos() > nanos; p = p.older()) {
            seen = p.before();
        }
        return seen;
    }

    /** The id. */
    public EniId id() {
        return id;
    }

    boolean inStatus(EniStatus status) {
        return state != null && state.status() == status;
    }

    boolean hasMembers() {
        return vlans != null && !vlans.isEmpty();
    }

    int members() {
        return vlans == null ? 0 : vlans.cardinality();
    }

    /** Takes the lowest free VLAN id, so that a freed one is used again at once; 0 when there is none left. */
    int takeVlan() {
        if (vlans == null) {
            vlans = new BitSet();
        }
        int vlan = vlans.nextClearBit(1);
        if (vlan > MAX_VLAN) {
            return 0;
        }
        vlans.set(vlan);
        return vlan;
    }

    void giveBackVlan(int vlan) {
        if (vlans != null) {
            vlans.clear(vlan);
        }
    }

    /** Whether this call with the same token means this interface. */
    boolean wasCreatedBy(CloudOp.CreateEni op) {
        return spec.asks(op) && bornWith.sameAs(op.tags());
    }

    /** As the answer to its create described it. */
    EniDescription asCreated() {
        return describe(EniState.born(spec, bornWith, born));
    }

    EniDescription describe(EniState s) {
        VSwitchState v = spec.vSwitch();
        Addresses has = s.addresses();
        return new EniDescription(
                id,
                s.type(),
                s.status(),
                mac(),
                v.vpc,
                v.id,
                v.zone,
                s.groups(),
                spec.resourceGroup(),
                Addresses.texts(v.addresses, has.ipv4(), false),
                Addresses.texts(v.ipv6, has.ipv6(), false),
                Addresses.texts(v.addresses, has.ipv4Prefixes(), true),
                Addresses.texts(v.ipv6, has.ipv6Prefixes(), true),
                spec.trafficMode(),
                attachment(s),
                s.tags(),
                instant(createdAtNanos));
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }

    private static @Nullable EniAttachment attachment(EniState s) {
        InstanceState on = s.instance();
        if (on == null) {
            return null;
        }
        Eni trunk = s.trunk();
        return new EniAttachment(on.id, trunk == null ? null : trunk.id, s.deviceIndex(), s.networkCard());
    }

    String mac() {
        byte[] text = MAC.getBytes(StandardCharsets.ISO_8859_1);
        long rest = number;
        for (int at = text.length - 1; at > 8; at -= at % 3 == 0 ? 2 : 1) {
            text[at] = (byte) Character.forDigit((int) (rest & 15), 16);
            rest >>>= 4;
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    boolean isPrimary() {
        return state != null && state.type() == EniType.PRIMARY;
    }
}
