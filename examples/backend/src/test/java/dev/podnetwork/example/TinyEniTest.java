package dev.podnetwork.example;

import dev.podnetwork.fake.contract.CloudScene;
import dev.podnetwork.fake.contract.EniContract;

/** The tiny cloud keeps this group. */
final class TinyEniTest extends EniContract {
    @Override
    protected CloudScene open() {
        return new TinyScene();
    }
}
