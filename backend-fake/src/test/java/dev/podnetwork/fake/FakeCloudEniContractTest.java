package dev.podnetwork.fake;

import dev.podnetwork.fake.contract.CloudScene;
import dev.podnetwork.fake.contract.EniContract;

/** The fake, in process, with every latency and lag it has. */
class FakeCloudEniContractTest extends EniContract {
    @Override
    protected CloudScene open() {
        return new FakeScene(FakeCloudConfig.strict());
    }
}
