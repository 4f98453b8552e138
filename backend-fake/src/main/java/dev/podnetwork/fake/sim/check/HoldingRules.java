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
    private final Map<String, Holding> addresses = new HashMap<>();

    /** Who has an address, and through which interface. */
    private record Holding(PodRef key, EniId eni) {}

    HoldingRules(Scene scene) {
        this.scene = scene;
    }

    @Nullable
    PodRef holder(EniId id) {
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
            Holding holding = new Holding(key, eni.id());
            addresses.remove(eni.ipv4(), holding);
            String ipv6 = eni.ipv6();
            if (ipv6 != null) {
                addresses.remove(ipv6, holding);
            }
        }
    }

    private void take(PodRef key, @Nullable AllocatedEni eni) {
        if (eni == null) {
            return;
        }
        PodRef other = enis.put(eni.id(), key);
        if (other != null) {
            twice(key, eni.id(), other);
        }
        Holding holding = new Holding(key, eni.id());
        takeAddress(eni.ipv4(), holding);
        String ipv6 = eni.ipv6();
        if (ipv6 != null) {
            takeAddress(ipv6, holding);
        }
    }

    /** The address of an interface that has vanished may be given out again before its record learns of it; one may not be known yet. */
    private void takeAddress(String address, Holding holding) {
        if (address.isEmpty() || scene.eni(holding.eni()) == null) {
            return;
        }
        Holding other = addresses.put(address, holding);
        if (other != null && scene.eni(other.eni()) != null) {
            twice(holding.key(), address, other.key());
        }
    }

    private void twice(PodRef key, Object thing, PodRef other) {
        scene.fail("nothing is in two records", key, thing + " is also held by " + other);
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
