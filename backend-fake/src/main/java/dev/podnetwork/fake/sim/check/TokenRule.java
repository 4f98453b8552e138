package dev.podnetwork.fake.sim.check;

/** How client tokens are computed, so that a create can be traced back to the committed intent it belongs to. */
@FunctionalInterface
public interface TokenRule {
    /**
     * The token of one intent.
     *
     * @param recordUid the uid of the record, as the store gave it
     * @param interfaceName the interface
     * @param intent its intent number
     */
    String token(String recordUid, String interfaceName, int intent);
}
