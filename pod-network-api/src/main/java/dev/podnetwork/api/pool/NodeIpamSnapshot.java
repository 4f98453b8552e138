package dev.podnetwork.api.pool;

import java.util.List;

/**
 * A node's pool at one moment.
 *
 * @param ready whether what the journal remembers was compared with the cloud
 * @param enis interfaces that are attached
 * @param underWay interfaces on their way to the node or off it
 * @param leased addresses that owners hold
 * @param idle addresses that can be leased now
 * @param cooling addresses that cool down
 * @param unusable addresses that nobody holds and nobody gets
 * @param waiting requests that wait
 * @param unconfirmed leases whose address the cloud does not confirm
 * @param orphans addresses of our interfaces, and interfaces, that the cloud has and we do not know; for people
 * @param conditions whether the node has addresses for another pod, and what is wrong with which interface; nothing is
 *     said before it is ready
 * @param notes what is wrong, for people; empty when all is well
 */
public record NodeIpamSnapshot(
        boolean ready,
        int enis,
        int underWay,
        int leased,
        int idle,
        int cooling,
        int unusable,
        int waiting,
        List<Lease> unconfirmed,
        List<String> orphans,
        List<PoolCondition> conditions,
        List<String> notes) {
    /** Copies the lists. */
    public NodeIpamSnapshot {
        unconfirmed = List.copyOf(unconfirmed);
        orphans = List.copyOf(orphans);
        conditions = List.copyOf(conditions);
        notes = List.copyOf(notes);
    }
}
