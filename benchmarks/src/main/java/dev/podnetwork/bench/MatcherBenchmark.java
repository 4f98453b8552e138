package dev.podnetwork.bench;

import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.selector.LabelRequirement;
import dev.podnetwork.api.selector.LabelSelector;
import dev.podnetwork.api.selector.PodNetworking;
import dev.podnetwork.api.selector.PodNetworkingSpec;
import dev.podnetwork.api.selector.PodNetworkingStatus;
import dev.podnetwork.api.selector.VSwitchZone;
import dev.podnetwork.core.match.PodLabels;
import dev.podnetwork.core.match.PodNetworkingMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One pod against ten thousand policies: the indexed matcher and {@link CompileAndScan}. Of those with selectors that are {@code positive},
 * {@code shared} or {@code negative} one applies; of the {@code indifferent} ones all but one do, which is the worst that matching can meet.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MatcherBenchmark {
    private static final int POLICIES = 10_000;
    private static final int MEANT = 7_777;

    /**
     * What the policies select by: a label of their own; a label that a hundred share and one that a hundred others share; only a
     * label that a pod must not have, and this one has; the same, and this one has it not.
     */
    @Param({"positive", "shared", "negative", "indifferent"})
    public String selectors = "positive";

    private PodNetworkingMatcher matcher = PodNetworkingMatcher.of(List.of());
    private CompileAndScan rival = new CompileAndScan(List.of());
    private PodLabels pod = new PodLabels(Map.of(), Map.of(), false);

    /** Builds the policies. */
    @Setup
    public void setUp() {
        List<PodNetworking> policies = new ArrayList<>();
        for (int i = 0; i < POLICIES; i++) {
            policies.add(policy(i, selector(i)));
        }
        matcher = PodNetworkingMatcher.of(policies);
        rival = new CompileAndScan(matcher.policies());
        pod = new PodLabels(
                Map.of("app", "app-" + MEANT, "tier", "web", "row", "row-77", "column", "column-77"), Map.of(), false);
    }

    private LabelSelector selector(int i) {
        return switch (selectors) {
            case "positive" -> LabelSelector.label("app", "app-" + i);
            case "shared" ->
                new LabelSelector(Map.of("row", "row-" + i / 100, "column", "column-" + i % 100), List.of());
            case "negative" -> forbidding(i, i == MEANT ? "db" : "web");
            default -> forbidding(i, i == 0 ? "web" : "db");
        };
    }

    private static LabelSelector forbidding(int i, String tier) {
        return LabelSelector.expressions(LabelRequirement.notIn("tier", "tier-" + i, tier));
    }

    private static PodNetworking policy(int i, LabelSelector selector) {
        VSwitchId vSwitch = VSwitchId.of("vsw-1");
        PodNetworkingSpec spec = PodNetworkingSpec.builder()
                .vSwitches(List.of(vSwitch))
                .securityGroups(List.of(SecurityGroupId.of("sg-1")))
                .podSelector(selector)
                .build();
        PodNetworkingStatus ready = PodNetworkingStatus.ready(List.of(new VSwitchZone(vSwitch, ZoneId.of("zone-a"))));
        return new PodNetworking(String.format(Locale.ROOT, "policy-%05d", i), spec, ready);
    }

    /** The library: the policy that counts. */
    @Benchmark
    public Object indexed() {
        return matcher.match(pod).chosen();
    }

    /** The library: the policy that counts, and the names of all that apply, as admission reports them. */
    @Benchmark
    public Object indexedWithNames() {
        return matcher.match(pod).names();
    }

    /** The rival. */
    @Benchmark
    public @Nullable Object compileAndScan() {
        return rival.match(pod);
    }
}
