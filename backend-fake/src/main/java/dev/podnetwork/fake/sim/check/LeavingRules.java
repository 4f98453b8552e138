package dev.podnetwork.fake.sim.check;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.AllocatedEni;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Nothing is given up that is still there: a record goes after its interfaces, and an intent is followed by the next one
 * only when it made nothing. What appeared less than {@link #FRESH} ago could not be known.
 */
final class LeavingRules {
    /** Two questions and the lag between them, with a slow reply each (design §2). */
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final Scene scene;
    private final Map<PodRef, List<String>> opened = new HashMap<>();

    LeavingRules(Scene scene) {
        this.scene = scene;
    }

    /** A record was committed with this intent of an interface. */
    void opened(PodRef key, int index, String token) {
        String entry = index + " " + token;
        List<String> all = opened.computeIfAbsent(key, each -> new ArrayList<>(1));
        if (!all.contains(entry)) {
            all.add(entry);
        }
    }

    void recordGone(PodRef key, Allocation record) {
        List<String> tokens = opened.remove(key);
        for (InterfaceAllocation each : record.interfaces()) {
            AllocatedEni eni = each.eni();
            demandGone(key, eni == null ? null : scene.eni(eni.id()));
        }
        if (tokens != null && !record.complete() && scene.settings().oneKeyIn() <= 1) {
            tokens.forEach(each -> demandGone(key, scene.madeBy(each.substring(each.indexOf(' ') + 1))));
        }
    }

    private void demandGone(PodRef key, @Nullable EniDescription eni) {
        if (eni != null && isOld(eni)) {
            scene.fail("a record goes only after its interfaces", key, eni.id() + " is " + eni.status());
        }
    }

    /** A create for this intent is sent. */
    void nextIntent(PodRef key, int index, String token) {
        String before = null;
        for (String each : opened.getOrDefault(key, List.of())) {
            String other = each.substring(each.indexOf(' ') + 1);
            if (each.startsWith(index + " ") && !other.equals(token)) {
                before = other;
            }
        }
        EniDescription made = before == null ? null : scene.madeBy(before);
        if (made != null && isOld(made) && made.status() != EniStatus.DELETING) {
            scene.fail(
                    "an intent is followed by the next only when it made nothing",
                    key,
                    made.id() + " of intent " + before + " is " + made.status());
        }
    }

    private boolean isOld(EniDescription eni) {
        return eni.createdAt().plus(FRESH).isBefore(scene.world().now());
    }
}
