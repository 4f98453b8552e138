package dev.podnetwork.fake;

import dev.podnetwork.fake.contract.AddressContract;
import dev.podnetwork.fake.contract.CloudScene;

/** The fake in process keeps the group. */
final class FakeCloudAddressContractTest extends AddressContract {
    @Override
    protected CloudScene open() {
        return FakeScene.quick();
    }
}
