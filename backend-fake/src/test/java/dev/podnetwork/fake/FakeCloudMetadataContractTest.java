package dev.podnetwork.fake;

import dev.podnetwork.fake.contract.CloudScene;
import dev.podnetwork.fake.contract.MetadataContract;

/** The fake in process keeps the group. */
final class FakeCloudMetadataContractTest extends MetadataContract {
    @Override
    protected CloudScene open() {
        return FakeScene.quick();
    }
}
