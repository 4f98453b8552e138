package dev.podnetwork.k8s.controller;

import dev.podnetwork.core.config.EniConfig;
import dev.podnetwork.core.config.Finding;
import dev.podnetwork.core.config.TrunkSwitch;
import dev.podnetwork.k8s.view.EniConfigs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says on {@code eni-config} what is wrong with it, and when it contradicts the controller about trunk, because then pods wait
 * for ever (spec: README decision 13).
 */
final class ConfigReporter {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigReporter.class);

    private final EniConfigs configs;
    private final EventWriter events;
    private final Subject subject;
    private final boolean trunk;

    ConfigReporter(EniConfigs configs, EventWriter events, String namespace, boolean trunk) {
        this.configs = configs;
        this.events = events;
        this.subject = new Subject("v1", "ConfigMap", namespace, "eni-config", "");
        this.trunk = trunk;
    }

    /** Looks at the configuration as it is now. */
    void look() {
        EniConfig config = configs.cluster();
        configs.problems().forEach((name, problem) -> say(name + " is not used, the last good one is: " + problem));
        if (config != null) {
            TrunkSwitch.decide(trunk, config.trunking())
                    .report()
                    .map(Finding::text)
                    .ifPresent(this::say);
        }
    }

    private void say(String what) {
        LOG.warn("{}", what);
        events.write(subject, new EventWriter.Words(true, "ConfigError", "Config", what));
    }
}
