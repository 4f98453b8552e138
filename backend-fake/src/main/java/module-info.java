/** A fake Alibaba Cloud, the simulation harness and the contracts of the ports: the test kit. */
module dev.podnetwork.fake {
    requires transitive dev.podnetwork.api;
    // Only for those who subclass the contracts.
    requires static org.junit.jupiter.api;

    exports dev.podnetwork.fake;
    exports dev.podnetwork.fake.contract;
    exports dev.podnetwork.fake.sim;
    exports dev.podnetwork.fake.sim.check;
    exports dev.podnetwork.fake.sim.cluster;
    exports dev.podnetwork.fake.sim.node;
    exports dev.podnetwork.fake.sim.run;
    exports dev.podnetwork.fake.wire;
    exports dev.podnetwork.fake.wire.gate;
}
