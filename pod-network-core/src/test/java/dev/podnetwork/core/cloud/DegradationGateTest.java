package dev.podnetwork.core.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.core.config.Degradation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DegradationGateTest {
    private static final EniId ENI = EniId.of("eni-1");
    private static final InstanceId INSTANCE = InstanceId.of("i-1");
    private static final CloudOp ATTACH = new CloudOp.AttachEni(ENI, INSTANCE, null, null);
    private static final CloudOp DETACH = new CloudOp.DetachEni(ENI, INSTANCE, null);
    private static final CloudOp DELETE = new CloudOp.DeleteEni(ENI);
    private static final CloudOp DESCRIBE = new CloudOp.DescribeEnis(EniFilter.byIds(List.of(ENI)), null, 10);

    private final DegradationGate gate = new DegradationGate();
    private final List<CloudOp> passed = new ArrayList<>();

    private void passAll() {
        for (CloudOp op : List.of(ATTACH, DETACH, DESCRIBE, DELETE)) {
            gate.pass(op, () -> passed.add(op));
        }
    }

    @Test
    void offLetsEverythingThrough() {
        passAll();
        assertThat(passed).containsExactly(ATTACH, DETACH, DESCRIBE, DELETE);
        assertThat(gate.parked()).isZero();
    }

    @Test
    void l1HoldsBackWhatReleases() {
        gate.set(Degradation.L1);
        passAll();
        assertThat(passed).containsExactly(ATTACH, DESCRIBE);
        assertThat(gate.parked()).isEqualTo(2);
    }

    @Test
    void l0HoldsBackEverythingAndLetsItGoInOrder() {
        gate.set(Degradation.L0);
        passAll();
        assertThat(passed).isEmpty();
        assertThat(gate.parked()).isEqualTo(4);

        gate.set(Degradation.L1);
        assertThat(passed).containsExactly(ATTACH, DESCRIBE);
        gate.set(Degradation.OFF);
        assertThat(passed).containsExactly(ATTACH, DESCRIBE, DETACH, DELETE);
        assertThat(gate.parked()).isZero();
        assertThat(gate.level()).isEqualTo(Degradation.OFF);
    }

    @Test
    void whatIsParkedAgainWhileItIsLetGoWaitsAgain() {
        gate.set(Degradation.L0);
        gate.pass(ATTACH, () -> gate.set(Degradation.L0));
        gate.pass(DELETE, () -> gate.pass(DELETE, () -> passed.add(DELETE)));
        gate.set(Degradation.OFF);

        assertThat(passed).isEmpty();
        gate.set(Degradation.OFF);
        assertThat(passed).containsExactly(DELETE);
    }
}
