/** The core: one builder, and the pure packages it is made of. What runs them is not exported. */
module dev.podnetwork.core {
    requires transitive dev.podnetwork.api;
    requires com.google.common;
    requires io.github.resilience4j.ratelimiter;
    requires org.jctools.core;
    requires org.slf4j;

    exports dev.podnetwork.core;
    exports dev.podnetwork.core.admission;
    exports dev.podnetwork.core.allocation;
    exports dev.podnetwork.core.capacity;
    exports dev.podnetwork.core.config;
    exports dev.podnetwork.core.explain;
    exports dev.podnetwork.core.match;
    exports dev.podnetwork.core.plan;
    exports dev.podnetwork.core.preflight;
    exports dev.podnetwork.core.reclaim;
    exports dev.podnetwork.core.retry;
    exports dev.podnetwork.core.serving;
    exports dev.podnetwork.core.vswitch;
}
