package dev.podnetwork.fake.sim.check;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.EniDescription;
import java.util.List;
import java.util.Optional;

/** The cloud as it truly is: exact, without lag. */
public interface CloudTruth {
    /** One interface; empty when it does not exist. */
    Optional<EniDescription> eni(EniId id);

    /** Every interface. */
    List<EniDescription> enis();
}
