package dev.podnetwork.podnet.run;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.fake.sim.SimWorld;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What happened, in order. What repeats the last word about the same subject is left out. */
final class Story {
    private final SimWorld world;
    private final List<Outcome.Entry> entries = new ArrayList<>();
    private final Map<String, String> last = new LinkedHashMap<>();

    Story(SimWorld world) {
        this.world = world;
    }

    void said(PodRef pod, String phase, String reason) {
        said(pod.toString(), phase, reason);
    }

    void said(String subject, String phase, String reason) {
        String said = phase + " " + reason;
        if (!said.equals(last.put(subject, said))) {
            entries.add(new Outcome.Entry(world.nanos(), subject, phase, reason));
        }
    }

    /** Something that is about no pod, and may repeat. */
    void happened(String what, String text) {
        entries.add(new Outcome.Entry(world.nanos(), "-", what, text));
    }

    List<Outcome.Entry> entries() {
        return Collections.unmodifiableList(entries);
    }
}
