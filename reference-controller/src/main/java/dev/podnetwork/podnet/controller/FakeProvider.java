package dev.podnetwork.podnet.controller;

import dev.podnetwork.core.PodNetworkAllocators;
import dev.podnetwork.fake.FakeCloud;
import dev.podnetwork.fake.FakeCloudNetwork;
import dev.podnetwork.fake.wire.WallClock;
import dev.podnetwork.podnet.input.Sources;
import dev.podnetwork.podnet.planner.DeclaredCloud;
import dev.podnetwork.spi.CloudNetwork;
import dev.podnetwork.spi.CloudNetworkProvider;
import dev.podnetwork.spi.Env;
import java.util.List;
import java.util.Map;

/**
 * The backend {@code fake}: a fake cloud inside this process, for trying a cluster without an account. What it holds ends with
 * the process. The setting {@code PODNETWORK_FAKE_CLOUD} names a document of kind Cloud (docs/simulate.md).
 */
public final class FakeProvider implements CloudNetworkProvider {
    /** The setting that names the document. */
    static final String DOCUMENT = "PODNETWORK_FAKE_CLOUD";

    /** Made by the service loader. */
    public FakeProvider() {}

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public CloudNetwork open(Map<String, String> settings) {
        String file = settings.get(DOCUMENT);
        if (file == null || file.isBlank()) {
            throw new IllegalArgumentException(DOCUMENT
                    + " is not set: name a document of kind Cloud with the cluster's vSwitches, groups and instances");
        }
        WallClock clock = new WallClock();
        FakeCloud cloud = DeclaredCloud.open(Sources.read(List.of(file), System.in), clock, 1);
        Env env = PodNetworkAllocators.systemEnv(1);
        return FakeCloudNetwork.of(cloud, env);
    }
}
