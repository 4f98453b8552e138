package dev.podnetwork.fake;

import dev.podnetwork.fake.contract.CloudScene;
import dev.podnetwork.fake.contract.EipContract;

/** The fake in process keeps the group. */
final class FakeCloudEipContractTest extends EipContract {
    @Override
    protected CloudScene open() {
        return FakeScene.quick();
    }
}
