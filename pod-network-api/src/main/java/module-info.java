/** The contracts of pod-network: values, the door and the ports. */
module dev.podnetwork.api {
    requires static transitive org.jspecify;

    exports dev.podnetwork.api;
    exports dev.podnetwork.api.allocation;
    exports dev.podnetwork.api.capacity;
    exports dev.podnetwork.api.cloud;
    exports dev.podnetwork.api.error;
    exports dev.podnetwork.api.pool;
    exports dev.podnetwork.api.release;
    exports dev.podnetwork.api.selector;
    exports dev.podnetwork.spi;
}
