package dev.podnetwork.core.admission;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the fewest edits that give a pod what it lacks: what is there already is not written, and of a missing place only the part
 * that is missing is added. Not thread-safe; use once.
 */
final class PodEditor {
    private final List<PodEdit> edits = new ArrayList<>();
    private Map<String, @Nullable Object> pod;

    PodEditor(Map<?, ?> pod) {
        this.pod = PodEdit.copyOf(pod);
    }

    List<PodEdit> edits() {
        return List.copyOf(edits);
    }

    /** What stands at a path of names and indices; null when nothing does. */
    @Nullable
    Object at(List<String> path) {
        Object here = pod;
        for (String step : path) {
            if (here instanceof Map<?, ?> map) {
                here = map.get(step);
            } else if (here instanceof List<?> list && Integer.parseInt(step) < list.size()) {
                here = list.get(Integer.parseInt(step));
            } else {
                return null;
            }
        }
        return here;
    }

    /** Makes a value stand at a path. */
    void set(List<String> path, Object value) {
        Object there = at(path);
        if (value.equals(there)) {
            return;
        }
        if (there != null) {
            edit(PodEdit.Op.REPLACE, path, value);
            return;
        }
        int known = path.size() - 1;
        while (known > 0 && at(path.subList(0, known)) == null) {
            known--;
        }
        Object added = value;
        for (int i = path.size() - 1; i > known; i--) {
            Map<String, Object> around = new LinkedHashMap<>();
            around.put(path.get(i), added);
            added = around;
        }
        edit(PodEdit.Op.ADD, path.subList(0, known + 1), added);
    }

    /** Puts values behind the last element of the list at a path. */
    void append(List<String> path, List<?> values) {
        if (!(at(path) instanceof List)) {
            if (!values.isEmpty()) {
                set(path, values);
            }
            return;
        }
        List<String> end = new ArrayList<>(path);
        end.add("-");
        values.forEach(value -> edit(PodEdit.Op.ADD, end, value));
    }

    private void edit(PodEdit.Op op, List<String> path, Object value) {
        StringBuilder pointer = new StringBuilder();
        path.forEach(step -> pointer.append('/').append(step.replace("~", "~0").replace("/", "~1")));
        PodEdit edit = new PodEdit(op, pointer.toString(), value);
        edits.add(edit);
        pod = PodEdit.apply(pod, List.of(edit));
    }
}
