package dev.podnetwork.fake.state;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.cloud.EniType;
import dev.podnetwork.api.cloud.InstanceDescription;
import dev.podnetwork.api.cloud.TrafficMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One instance and the interfaces that take a slot on it, those on their way to or from it included. */
final class InstanceState {
    final InstanceId id;
    final InstanceTypeLimits limits;
    final VpcId vpc;
    final ZoneId zone;
    /** In creation order. */
    final List<Eni> enis = new ArrayList<>();

    boolean running = true;

    @Nullable
    Eni trunk;

    private int members;
    private int highPerformance;

    InstanceState(InstanceId id, InstanceTypeLimits limits, VpcId vpc, ZoneId zone) {
        this.id = id;
        this.limits = limits;
        this.vpc = vpc;
        this.zone = zone;
    }

    void take(Eni eni, boolean member) {
        int at = enis.size();
        while (at > 0 && enis.get(at - 1).number > eni.number) {
            at--;
        }
        enis.add(at, eni);
        members += member ? 1 : 0;
        highPerformance += eni.spec.trafficMode() == TrafficMode.HIGH_PERFORMANCE ? 1 : 0;
    }

    void giveBack(Eni eni, boolean member) {
        enis.remove(eni);
        members -= member ? 1 : 0;
        highPerformance -= eni.spec.trafficMode() == TrafficMode.HIGH_PERFORMANCE ? 1 : 0;
    }

    boolean hasRoomForMember() {
        return members < limits.memberEniLimit();
    }

    boolean hasRoomForDirect() {
        return enis.size() - members < limits.eniQuantity();
    }

    boolean hasRoomForRdma() {
        return highPerformance < limits.eriQuantity();
    }

    InstanceDescription describe() {
        List<EniId> direct = new ArrayList<>();
        for (Eni eni : enis) {
            if (eni.state != null && eni.state.type() != EniType.MEMBER) {
                direct.add(eni.id);
            }
        }
        return new InstanceDescription(id, limits.instanceType(), vpc, zone, running, List.copyOf(direct));
    }
}
