package dev.podnetwork.fake;

import dev.podnetwork.fake.contract.CloudFactsContract;
import dev.podnetwork.fake.contract.CloudScene;

/** The fake, in process, with every latency and lag it has. */
class FakeCloudFactsContractTest extends CloudFactsContract {
    @Override
    protected CloudScene open() {
        return new FakeScene(FakeCloudConfig.strict());
    }
}
