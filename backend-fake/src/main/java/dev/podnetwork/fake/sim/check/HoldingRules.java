package dev.podnetwork.fake.sim.check;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.AllocatedEni;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.cloud.EniDescription;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who holds what: no interface and no address in two records, and nothing of ours in none for long. */
final class HoldingRules {
    private final Scene scene;
    private final Map<EniId, PodRef> enis = new HashMap<>();
    private final Map<String, PodRef> addresses = new HashMap<>();

    HoldingRules(Scene scene) {
        this.scene = scene;
    }

    @Nullable PodRef holder(EniId id) {
        return enis.get(id);
    }

    void changed(PodRef key, @Nullable Allocation before, @Nullable Allocation after) {
        if (before != null) {
            for (InterfaceAllocation each : before.interfaces()) {
                giveBack(key, each.eni());
            }
        }
        if (after != null) {
            for (InterfaceAllocation each : after.interfaces()) {
                take(key, each.eni());
            }
        }
        if (before != null && scene.settings().oneKeyIn() <= 1) {
            for (InterfaceAllocation each : before.interfaces()) {
                AllocatedEni eni = each.eni();
                if (eni != null) {
                    eniChanged(eni.id());
                }
            }
        }
    }

    private void giveBack(PodRef key, @Nullable AllocatedEni eni) {
        if (eni != null) {
            enis.remove(eni.id(), key);
            addresses.remove(eni.ipv4(), key);
            String ipv6 = eni.ipv6();
            if (ipv6 != null) {
                addresses.remove(ipv6, key);
            }
        }
    }

    private void take(PodRef key, @Nullable AllocatedEni eni) {
        if (eni == null) {
            return;
        }
        boolean exists = scene.eni(eni.id()) != null;
        once(enis.put(eni.id(), key), key, eni.id());
        if (exists) {
            once(addresses.put(eni.ipv4(), key), key, eni.ipv4());
        }
        String ipv6 = eni.ipv6();
        if (exists && ipv6 != null) {
            once(addresses.put(ipv6, key), key, ipv6);
        }
    }

    private void once(@Nullable PodRef other, PodRef key, Object thing) {
        if (other != null && holdsStill(other, thing)) {
            scene.fail("nothing is in two records", key, thing + " is also held by " + other);
        }
    }

    /** Whether the other record's interface is still there: one that is going has given its addresses back. */
    private boolean holdsStill(PodRef other, Object thing) {
        Allocation record = scene.record(other);
        if (record == null) {
            return false;
        }
        for (InterfaceAllocation each : record.interfaces()) {
            AllocatedEni eni = each.eni();
            boolean names = eni != null
                    && (eni.id().equals(thing) || eni.ipv4().equals(thing) || thing.equals(eni.ipv6()));
            if (names && scene.eni(eni.id()) != null) {
                return true;
            }
        }
        return false;
    }

    /** The interface changed in the cloud, or a record let go of it: it must not be left lying about. */
    void eniChanged(EniId id) {
        if (scene.settings().oneKeyIn() > 1 || astray(id) == null) {
            return;
        }
        PodRef name = PodRef.of("eni", id.value());
        scene.within(scene.settings().orphan(), name, "every interface of ours has a record", () -> astray(id));
    }

    private @Nullable String astray(EniId id) {
        if (enis.containsKey(id)) {
            return null;
        }
        EniDescription eni = scene.eni(id);
        if (eni == null || !scene.ours(eni)) {
            return null;
        }
        return id + " (" + eni.status() + ", created " + eni.createdAt() + ", tags " + eni.tags()
                + ") is in the cloud and in no record";
    }
}
