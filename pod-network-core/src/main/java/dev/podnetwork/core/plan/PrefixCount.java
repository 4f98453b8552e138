package dev.podnetwork.core.plan;

/**
 * How many IPv4 prefixes are needed.
 *
 * @param missing to ask for, before frozen ones are used again
 * @param shortPrefixes prefixes' worth of addresses that pods and the minimum lack
 * @param idle addresses of prefixes that can be leased
 * @param occupied valid and frozen prefixes
 * @param urgent whether a pod waits
 */
record PrefixCount(int missing, int shortPrefixes, int idle, int occupied, boolean urgent) {

    static PrefixCount of(PoolPolicy policy, PoolPolicy.Prefixes mode, NodeReading node) {
        int occupied = 0;
        int pending = 0;
        int idle = 0;
        for (EniReading eni : node.enis()) {
            pending += eni.incoming().ipv4Prefixes();
            for (PrefixReading prefix : eni.prefixes()) {
                occupied += prefix.occupied() && !prefix.ipv6() ? 1 : 0;
                idle += eni.serves() ? prefix.idle() : 0;
            }
        }
        int lack = node.demand().pods() + policy.minIdle() - idle - pending * PrefixReading.SIZE;
        int shortBy = mode.followDemand() ? Math.max(ceil(lack), 0) : 0;
        int missing = Math.max(mode.ipv4Count() - occupied - pending, shortBy);
        return new PrefixCount(
                Math.max(missing, 0), shortBy, idle, occupied, node.demand().pods() > 0);
    }

    private static int ceil(int addresses) {
        return (addresses + PrefixReading.SIZE - 1) / PrefixReading.SIZE;
    }
}
