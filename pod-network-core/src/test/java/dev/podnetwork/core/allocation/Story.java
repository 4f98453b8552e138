package dev.podnetwork.core.allocation;

import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.release.ReleasePolicy;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Renders what came of a {@link Life} in the words of the tables: effects step by step, and the phase at the end. */
final class Story {
    private Story() {}

    static Life begin(String kind) {
        String[] words = kind.split(" x ");
        int interfaces = words.length == 1 ? 1 : Integer.parseInt(words[1]);
        return new Life(policy(kind), interfaces);
    }

    static ReleasePolicy policy(String kind) {
        return switch (kind.split(" x ")[0]) {
            case "elastic" -> ReleasePolicy.ELASTIC;
            case "ttl" -> ReleasePolicy.Ttl.of(Life.TTL);
            case "never" -> ReleasePolicy.NEVER;
            default -> throw new IllegalArgumentException(kind + ": elastic, ttl or never");
        };
    }

    @Nullable
    static AllocationPhase phase(String word) {
        return word.equals("none") ? null : AllocationPhase.valueOf(word);
    }

    static String effects(Life life) {
        return life.history.stream()
                .map(step -> step.effects().isEmpty()
                        ? "-"
                        : step.effects().stream().map(Story::word).collect(Collectors.joining(" ")))
                .collect(Collectors.joining("; "));
    }

    static String word(Effect effect) {
        String name = effect.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        return effect instanceof Effect.ForInterface one && one.index() > 0 ? name + "#" + one.index() : name;
    }

    static String phase(@Nullable Allocation record) {
        return record == null ? "none" : record.phase().name();
    }

    static boolean destructive(Life life) {
        return life.history.stream()
                .map(Transition::effects)
                .flatMap(List::stream)
                .anyMatch(effect -> effect instanceof Effect.Detach || effect instanceof Effect.Delete);
    }
}
