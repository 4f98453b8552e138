package dev.podnetwork.fake.state;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.EniType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The life of an interface (spec: openapi-wire §7.1): the only class that changes a status.
 *
 * <pre>
 * Available ─attach─► Attaching ─► InUse ─detach─► Detaching ─► Available ─delete─► Deleting ─► gone
 *                         └─ falls back ─► Available
 * </pre>
 *
 * A transition is started by a call and ended by the clock; the number given at the start must be shown at the end, so an
 * end that was overtaken (detached again, vanished, instance released) does nothing. Not thread-safe.
 */
public final class EniLife {
    private final CloudState cloud;

    /** The lives of the interfaces of this account. */
    public EniLife(CloudState cloud) {
        this.cloud = cloud;
    }

    /** On its way to the instance; takes its slot and, under a trunk, its VLAN id. */
    void startAttach(Eni eni, InstanceState instance, @Nullable Eni trunk, @Nullable Integer card) {
        EniState now = alive(eni);
        int vlan = trunk == null ? 0 : trunk.takeVlan();
        EniType type = trunk == null ? eni.spec.type() : EniType.MEMBER;
        instance.take(eni, trunk != null);
        if (type == EniType.TRUNK) {
            instance.trunk = eni;
        }
        eni.transition++;
        cloud.change(
                eni,
                new EniState(
                        type,
                        EniStatus.ATTACHING,
                        instance,
                        trunk,
                        vlan,
                        card,
                        now.tags(),
                        now.groups(),
                        now.addresses()));
    }

    void startDetach(Eni eni) {
        eni.transition++;
        cloud.change(eni, alive(eni).in(EniStatus.DETACHING));
    }

    void startDelete(Eni eni) {
        eni.transition++;
        cloud.change(eni, alive(eni).in(EniStatus.DELETING));
    }

    /** What is under way now; to be shown to the method that ends it. */
    public int transition(Eni eni) {
        return eni.transition;
    }

    /**
     * The end of what is under way, unless something else has begun or happened since.
     *
     * @param transition as it was given at the start
     * @param fallsBack whether an attach ends in Available: nobody is told why
     */
    public void end(Eni eni, int transition, boolean fallsBack) {
        EniState now = eni.state;
        if (now == null || eni.transition != transition) {
            return;
        }
        switch (now.status()) {
            case ATTACHING -> endAttach(eni, now, fallsBack);
            case DETACHING -> unattach(eni);
            case DELETING -> cloud.remove(eni);
            case AVAILABLE, IN_USE -> {}
        }
    }

    private void endAttach(Eni eni, EniState now, boolean fallsBack) {
        if (fallsBack) {
            unattach(eni);
        } else {
            cloud.change(eni, now.in(EniStatus.IN_USE));
        }
    }

    /** The interface is gone without anybody asking, whatever it was doing; false when there is none or it is primary. */
    public boolean vanish(EniId id) {
        Eni eni = cloud.eni(id);
        if (eni == null || eni.isPrimary()) {
            return false;
        }
        membersOf(eni).forEach(this::unattach);
        leaveInstance(eni);
        cloud.remove(eni);
        return true;
    }

    /** The interface is Available without anybody asking; false when it is not attached or is primary. */
    public boolean tearOff(EniId id) {
        Eni eni = cloud.eni(id);
        if (eni == null || eni.isPrimary() || alive(eni).instance() == null) {
            return false;
        }
        membersOf(eni).forEach(this::unattach);
        unattach(eni);
        return true;
    }

    /**
     * The instance is released: interfaces that go with it are gone, the others are Available.
     *
     * @return false when there is no such instance
     */
    public boolean release(InstanceId id) {
        InstanceState instance = cloud.instances.remove(id);
        if (instance == null) {
            return false;
        }
        for (Eni eni : List.copyOf(instance.enis)) {
            if (eni.spec.deleteOnRelease()) {
                leaveInstance(eni);
                if (eni.state != null && eni.state.type() == EniType.PRIMARY) {
                    cloud.countedEnis++;
                }
                cloud.remove(eni);
            } else {
                unattach(eni);
            }
        }
        return true;
    }

    private void unattach(Eni eni) {
        EniState now = alive(eni);
        leaveInstance(eni);
        eni.transition++;
        cloud.change(eni, now.unattached(eni.spec.type()));
    }

    private static void leaveInstance(Eni eni) {
        EniState now = alive(eni);
        InstanceState instance = now.instance();
        if (instance == null) {
            return;
        }
        instance.giveBack(eni, now.isMember());
        if (instance.trunk == eni) {
            instance.trunk = null;
        }
        Eni trunk = now.trunk();
        if (trunk != null) {
            trunk.giveBackVlan(now.deviceIndex());
        }
    }

    private static List<Eni> membersOf(Eni trunk) {
        InstanceState on = alive(trunk).instance();
        List<Eni> members = new ArrayList<>();
        if (on != null && trunk.hasMembers()) {
            for (Eni eni : on.enis) {
                if (eni.state != null && eni.state.trunk() == trunk) {
                    members.add(eni);
                }
            }
        }
        return members;
    }

    private static EniState alive(Eni eni) {
        EniState now = eni.state;
        if (now == null) {
            throw new IllegalStateException(eni.id + " is gone and cannot change");
        }
        return now;
    }
}
