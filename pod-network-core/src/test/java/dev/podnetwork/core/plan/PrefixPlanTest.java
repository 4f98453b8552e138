package dev.podnetwork.core.plan;

import static dev.podnetwork.core.plan.PlanScene.VSW;
import static dev.podnetwork.core.plan.PlanScene.id;
import static dev.podnetwork.core.plan.PlanScene.prefixed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.core.plan.EniReading.Incoming;
import dev.podnetwork.core.plan.EniReading.Kind;
import dev.podnetwork.core.plan.PoolPolicy.Prefixes;
import dev.podnetwork.core.plan.PrefixReading.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrefixPlanTest {

    @ParameterizedTest(name = "{0} prefixes: new interfaces with {1}")
    @CsvSource({"0, ''", "1, 1", "14, 10 4", "15, 10 5", "28, 10 10 8", "31, 10 10 10"})
    void prefixesOfNewInterfaces_I1(int count, String each) {
        assertThat(created(fixed(count))).isEqualTo(each);
    }

    @ParameterizedTest(name = "{0} prefixes, two families: {1}")
    @CsvSource({"1, 1", "14, 10 4", "15, 10 5"})
    void twoFamiliesGetOneIpv6PrefixEach_I2(int count, String each) {
        PlanScene scene = fixed(count);
        scene.policy(scene.policy.withStack(IpStack.DUAL));

        assertThat(created(scene)).isEqualTo(each);
        assertThat(scene.steps())
                .allSatisfy(step ->
                        assertThat(((PlanStep.Create) step).ipv6Prefixes()).isOne());
    }

    @Test
    void whatFitsOnAPartlyUsedOneStaysThere_I4() {
        PlanScene scene = fixed(15).eni(prefixed("a", 1, 10, false));

        assertThat(scene.steps())
                .containsExactlyInAnyOrder(new PlanStep.AssignPrefixes(id("a"), 4, 0, false), create(1, 0));
    }

    @Test
    void aFreshInterfaceTakesThemAll_I5() {
        PlanScene scene = fixed(5).eni(prefixed("a", 1, 0, false));

        assertThat(scene.steps()).containsExactly(new PlanStep.AssignPrefixes(id("a"), 5, 0, false));
    }

    @Test
    void aNearlyFullOneTakesWhatFits_I7() {
        PlanScene scene = fixed(10).eni(prefixed("a", 12, 0, false));

        assertThat(scene.steps())
                .containsExactlyInAnyOrder(new PlanStep.AssignPrefixes(id("a"), 3, 0, false), create(7, 0));
    }

    @Test
    void oneOnItsWayCountsWithWhatItBrings_I8() {
        PlanScene scene = fixed(15).eni(PlanScene.coming(new Incoming(1, 0, 10, 0)));

        assertThat(scene.steps()).containsExactly(create(5, 0));
    }

    @Test
    void exactlyOneIpv6PrefixIsAdded_I10() {
        PlanScene without = fixed(2).eni(prefixed("a", 1, 2, false));
        without.policy(without.policy.withStack(IpStack.DUAL));
        PlanScene with = fixed(2).eni(prefixed("a", 1, 2, true));
        with.policy(with.policy.withStack(IpStack.DUAL));

        assertThat(without.steps()).containsExactly(new PlanStep.AssignPrefixes(id("a"), 0, 1, false));
        assertThat(with.steps()).isEmpty();
    }

    @Test
    void oneCallCarriesTen_I11() {
        PlanScene first = fixed(13).eni(prefixed("a", 1, 0, false));
        PlanScene second = fixed(13).eni(prefixed("a", 1, 10, false));

        assertThat(first.steps()).containsExactly(new PlanStep.AssignPrefixes(id("a"), 10, 0, false));
        assertThat(second.steps()).containsExactly(new PlanStep.AssignPrefixes(id("a"), 3, 0, false));
    }

    @Test
    void frozenOnesCountAndLostOnesDoNot() {
        PlanScene scene = fixed(3).eni(blocks(State.FROZEN, State.VALID, State.INVALID, State.DELETING));

        assertThat(scene.steps()).containsExactly(new PlanStep.AssignPrefixes(id("a"), 1, 0, false));
    }

    @Test
    void aTrunkIsMadeWithOneAddress() {
        PlanScene scene = fixed(0).shape(new NodeShape(new NodeShape.Flavor(1, 0, 2), 15, 15, NodeShape.Calls.ECS));

        assertThat(scene.steps()).containsExactly(new PlanStep.Create(Kind.TRUNK, VSW, 1, 0, 0, 0, false));
    }

    @Test
    void podsThatWaitGetFurtherPrefixes() {
        PlanScene scene = following(0, 0, 8).pods(17);

        assertThat(scene.steps()).containsExactly(new PlanStep.Create(Kind.SECONDARY, VSW, 1, 0, 2, 0, true));
    }

    @Test
    void withoutABlockPodsGetSingleAddresses() {
        PlanScene scene = following(0, 0, 8).pods(5);
        scene.fragmented.add(VSW);

        assertThat(scene.steps()).containsExactly(new PlanStep.Create(Kind.SECONDARY, VSW, 5, 0, 0, 0, true));
    }

    @Test
    void theEmptiestAreFrozenAndTheFullestServe() {
        PlanScene scene = following(0, 0, 16).eni(used(15, 3, 0, 9));

        assertThat(scene.steps()).containsExactly(new PlanStep.Freeze(id("a"), List.of("p2")));
    }

    @Test
    void aFrozenOneGoesWhenItIsEmpty() {
        PrefixReading empty = new PrefixReading("p0", false, State.FROZEN, 0, 0);
        PrefixReading cooling = new PrefixReading("p1", false, State.FROZEN, 0, 1);
        PlanScene scene = following(0, 0, 16).eni(prefixed("a", 1, List.of(empty, cooling)));

        assertThat(scene.steps()).containsExactly(new PlanStep.UnassignPrefixes(id("a"), List.of("p0")));
    }

    @Test
    void aFrozenOneIsUsedAgainBeforeAnotherIsAskedFor() {
        PlanScene scene = following(0, 0, 16).pods(3);
        scene.eni(prefixed("a", 1, List.of(new PrefixReading("p0", false, State.FROZEN, 2, 0))));

        assertThat(scene.steps()).containsExactly(new PlanStep.Thaw(id("a"), List.of("p0")));
    }

    @Test
    void theConfiguredNumberIsNeverGivenBack() {
        PlanScene scene = following(4, 0, 0).eni(used(0, 0, 0, 0));

        assertThat(scene.steps()).isEmpty();
    }

    private static PlanScene fixed(int count) {
        return new PlanScene()
                .shape(NodeShape.secondaries(3, 15))
                .policy(PoolPolicy.idle(0, 0).withPrefixes(Prefixes.fixed(count)));
    }

    private static PlanScene following(int count, int min, int max) {
        return new PlanScene()
                .shape(NodeShape.secondaries(3, 15))
                .policy(PoolPolicy.idle(min, max).withPrefixes(Prefixes.atLeast(count)));
    }

    private static EniReading blocks(State... states) {
        List<PrefixReading> blocks = new ArrayList<>();
        Arrays.stream(states).forEach(s -> blocks.add(new PrefixReading("p" + blocks.size(), false, s, 0, 0)));
        return prefixed("a", 1, blocks);
    }

    private static EniReading used(int... used) {
        List<PrefixReading> blocks = new ArrayList<>();
        Arrays.stream(used).forEach(u -> blocks.add(new PrefixReading("p" + blocks.size(), false, State.VALID, u, 0)));
        return prefixed("a", 1, blocks);
    }

    private static PlanStep create(int ipv4Prefixes, int ipv6Prefixes) {
        return new PlanStep.Create(Kind.SECONDARY, VSW, 1, 0, ipv4Prefixes, ipv6Prefixes, false);
    }

    private static String created(PlanScene scene) {
        List<String> each = new ArrayList<>();
        scene.steps().forEach(step -> each.add(String.valueOf(((PlanStep.Create) step).ipv4Prefixes())));
        return String.join(" ", each);
    }
}
