package dev.podnetwork.example;

import dev.podnetwork.fake.contract.CloudFactsContract;
import dev.podnetwork.fake.contract.CloudScene;

/** The tiny cloud keeps this group. */
final class TinyCloudFactsTest extends CloudFactsContract {
    @Override
    protected CloudScene open() {
        return new TinyScene();
    }
}
