package dev.podnetwork.aliyun;

import dev.podnetwork.fake.contract.CloudScene;
import dev.podnetwork.fake.contract.MetadataContract;
import org.junit.jupiter.api.AfterEach;

/** The backend keeps this group over the wire, with no more permissions than the generated policy gives. */
final class AliyunMetadataContractTest extends MetadataContract {
    private final WireCloud wire = new WireCloud();

    @Override
    protected CloudScene open() {
        return wire;
    }

    @AfterEach
    void close() {
        wire.close();
    }
}
