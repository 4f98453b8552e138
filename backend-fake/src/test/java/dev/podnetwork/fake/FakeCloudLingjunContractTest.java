package dev.podnetwork.fake;

import dev.podnetwork.fake.contract.CloudScene;
import dev.podnetwork.fake.contract.LingjunContract;

/** The fake in process keeps the group. */
final class FakeCloudLingjunContractTest extends LingjunContract {
    @Override
    protected CloudScene open() {
        return FakeScene.quick();
    }
}
