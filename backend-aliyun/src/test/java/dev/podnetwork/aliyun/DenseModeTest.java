package dev.podnetwork.aliyun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.aliyun.call.Requests;
import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.cloud.CloudOp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Dense interfaces of Lingjun, which go through the ECS API (spec: openapi-wire §9.2). */
final class DenseModeTest {
    private static final String TRUNK = "TrunkNetworkInstanceId";
    private static final InstanceId NODE = InstanceId.of("e01-1");

    @Test
    void f7_aDenseInterfaceWithoutATrunkNamesTheWordForItAtItsAttach() {
        assertThat(Requests.of(attach("hdeni-1", null), "r")).containsEntry(TRUNK, "DenseModeTrunkEniId");
        assertThat(Requests.of(attach("hdeni-1", "eni-t"), "r")).containsEntry(TRUNK, "eni-t");
        assertThat(Requests.of(attach("eni-1", null), "r")).doesNotContainKey(TRUNK);
        assertThat(Requests.of(new CloudOp.DetachEni(EniId.of("hdeni-1"), NODE, null), "r"))
                .doesNotContainKey(TRUNK);
    }

    private static CloudOp attach(String eni, @Nullable String trunk) {
        return new CloudOp.AttachEni(EniId.of(eni), NODE, trunk == null ? null : EniId.of(trunk), null);
    }
}
