package dev.podnetwork.fake.wire.action;

import dev.podnetwork.api.EniId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the server knows beside the cloud: what callers write on an interface and read again and no rule looks at (name,
 * description, the source check), and whether an attach and a detach may be repeated. Notes are kept for the last 100,000 interfaces. Thread-safe.
 */
public final class WireExtras {
    private static final int MOST = 100_000;
    private static final Note NONE = new Note("", "", false);

    private final Map<EniId, Note> notes = new LinkedHashMap<>();
    private final boolean takesRepeats;

    /** Nothing yet; {@code takesRepeats} takes an attach or a detach of what is so already, and does nothing. */
    public WireExtras(boolean takesRepeats) {
        this.takesRepeats = takesRepeats;
    }

    boolean takesRepeats() {
        return takesRepeats;
    }

    /**
     * What is written on one interface.
     *
     * @param name {@code NetworkInterfaceName}
     * @param description {@code Description}
     * @param sourceDestCheck {@code SourceDestCheck}
     */
    record Note(String name, String description, boolean sourceDestCheck) {}

    synchronized void putIfAbsent(EniId id, Note note) {
        if (!note.equals(NONE)) {
            notes.putIfAbsent(id, note);
        }
        if (notes.size() > MOST) {
            notes.remove(notes.keySet().iterator().next());
        }
    }

    /** Replaces what is given; empty texts and an empty flag leave what was. */
    synchronized void write(EniId id, String name, String description, Optional<Boolean> check) {
        Note was = of(id);
        notes.put(
                id,
                new Note(
                        name.isEmpty() ? was.name() : name,
                        description.isEmpty() ? was.description() : description,
                        check.orElse(was.sourceDestCheck())));
    }

    synchronized Note of(EniId id) {
        return notes.getOrDefault(id, NONE);
    }
}
