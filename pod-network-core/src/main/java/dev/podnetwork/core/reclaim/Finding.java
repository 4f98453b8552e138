package dev.podnetwork.core.reclaim;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.Observation;

/** What a sweep found. */
public sealed interface Finding {

    /**
     * An interface of a record is not as the record has it: an ordinary observation for that record.
     *
     * @param pod whose record
     * @param uid which record
     * @param index which interface
     * @param observation what was seen
     */
    record Drift(PodRef pod, String uid, int index, Observation observation) implements Finding {}

    /**
     * An interface carries our tags, is old enough, and no record that we know of claims it.
     *
     * @param eni the interface
     */
    record Orphan(EniDescription eni) implements Finding {}
}
