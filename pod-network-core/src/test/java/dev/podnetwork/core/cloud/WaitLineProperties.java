package dev.podnetwork.core.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.PodRef;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The line: first come, first called; what is promised to those called is nobody else's; nobody is forgotten. */
class WaitLineProperties {
    private static PodRef pod(int i) {
        return PodRef.of("default", "pod-" + i);
    }

    @Property(tries = 500)
    void podsAreServedInTheOrderTheyCame(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 2) Integer> script) {
        WaitLine line = new WaitLine();
        List<PodRef> came = new ArrayList<>();
        List<PodRef> served = new ArrayList<>();
        for (int move : script) {
            if (move < 2) {
                PodRef next = pod(came.size());
                came.add(next);
                line.enter(next);
            } else {
                line.call(1).forEach(each -> {
                    assertThat(line.free(each, 1)).isEqualTo(1);
                    line.leave(each);
                    served.add(each);
                });
            }
        }
        assertThat(served).isEqualTo(came.subList(0, served.size()));
        assertThat(line.everybody()).isEqualTo(came.subList(served.size(), came.size()));
    }

    @Property(tries = 500)
    void noMoreIsShownThanThereIsAndNobodyIsForgotten(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 19) Integer> script) {
        WaitLine line = new WaitLine();
        Set<PodRef> inside = new LinkedHashSet<>();
        for (int move : script) {
            PodRef one = pod(move % 5);
            switch (move / 5) {
                case 0 -> {
                    line.enter(one);
                    inside.add(one);
                }
                case 1 -> {
                    assertThat(line.leave(one)).isEqualTo(inside.remove(one));
                }
                case 2 -> line.call(move % 5);
                default -> line.enter(one.equals(pod(0)) ? addTo(inside, one) : addTo(inside, pod(9)));
            }
            assertThat(line.isEmpty()).isEqualTo(inside.isEmpty());
            assertThat(line.everybody()).containsExactlyInAnyOrderElementsOf(inside);
            assertThat(line.free(pod(77), 3)).isBetween(0L, 3L);
        }
        assertThat(line.call(100).size() + line.call(100).size()).isLessThanOrEqualTo(inside.size());
    }

    private static PodRef addTo(Set<PodRef> inside, PodRef pod) {
        inside.add(pod);
        return pod;
    }
}
