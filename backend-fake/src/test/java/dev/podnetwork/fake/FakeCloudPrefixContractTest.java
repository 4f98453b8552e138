package dev.podnetwork.fake;

import dev.podnetwork.fake.contract.CloudScene;
import dev.podnetwork.fake.contract.PrefixContract;

/** The fake in process keeps the group. */
final class FakeCloudPrefixContractTest extends PrefixContract {
    @Override
    protected CloudScene open() {
        return FakeScene.quick();
    }
}
