package dev.podnetwork.fake.sim.run;

import dev.podnetwork.fake.sim.SimRandom;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One simulated story, as a value: everything that happens in it follows from these numbers. {@link #toString} is the one
 * line that replays it, through {@link #parse}.
 *
 * @param seed decides all chance
 * @param trunkNodes nodes whose pods get member interfaces, in two zones
 * @param exclusiveNodes nodes whose pods get interfaces of their own, in two zones
 * @param vSwitchBits prefix length of the vSwitches, 24 (plenty) to 29 (four addresses); two per zone
 * @param stateful workloads with stable names
 * @param replicated workloads with random names
 * @param bare pods without a workload
 * @param replicas the most pods of a workload
 * @param minutes how long things are done to it, before it is left alone
 * @param operations how many things users and machines do meanwhile
 * @param processOperations how many crashes, pauses, hand-overs, held effects and clock jumps there are
 * @param cloudPermille calls per thousand that go wrong
 * @param storePermille store requests per thousand that go wrong, in each of the ways
 * @param viewPermille reads and events of the cluster per thousand that go wrong, in each of the ways
 * @param jitterMicros the most that a task of a process starts late
 * @param mix which faults: {@link #EVERYDAY}, {@link #EVERYTHING}, or the name of the kind that is to prevail
 * @param lingjunNodes Lingjun nodes, whose pods get interfaces of their own through EFLO; pods that want an interface of their
 *     own and IPv4 alone run there
 */
public record SimScenario(
        long seed,
        int trunkNodes,
        int exclusiveNodes,
        int vSwitchBits,
        int stateful,
        int replicated,
        int bare,
        int replicas,
        int minutes,
        int operations,
        int processOperations,
        int cloudPermille,
        int storePermille,
        int viewPermille,
        int jitterMicros,
        String mix,
        int lingjunNodes) {

    /** Refusals are only such as a retry cures. */
    public static final String EVERYDAY = "everyday";

    /** Every refusal that the cloud knows. */
    public static final String EVERYTHING = "everything";

    /** Refuses what cannot be run. */
    public SimScenario {
        if (trunkNodes + exclusiveNodes + lingjunNodes < 1
                || exclusiveNodes > 0 && lingjunNodes > 0
                || vSwitchBits < 24
                || vSwitchBits > 29
                || replicas < 1
                || minutes < 1) {
            throw new IllegalArgumentException(
                    "a scenario needs a node, exclusive or Lingjun ones but not both, vSwitches of /24 to /29, a replica and a minute");
        }
    }

    /** A story of some pods and some minutes, with or without each kind of trouble. */
    public static SimScenario random(long seed) {
        SimRandom random = new SimRandom(SimRandom.mix(seed ^ 0x5CE7A210L));
        int trunk = random.below(4);
        int exclusive = random.below(3);
        return new SimScenario(
                seed,
                trunk + exclusive == 0 ? 2 : trunk,
                exclusive,
                24 + random.below(6),
                random.below(3),
                random.below(3),
                random.below(3),
                1 + random.below(4),
                3 + random.below(25),
                random.below(20),
                random.chance(0.5) ? 1 + random.below(5) : 0,
                random.chance(0.6) ? 1 + random.below(120) : 0,
                random.chance(0.5) ? 1 + random.below(40) : 0,
                random.chance(0.5) ? 1 + random.below(40) : 0,
                random.chance(0.5) ? random.below(20_000) : 0,
                new SimRandom(SimRandom.mix(seed ^ 0x3A11F00DL)).chance(0.5) ? EVERYTHING : EVERYDAY,
                0);
    }

    /** A story like {@link #random}, on Lingjun nodes and perhaps on nodes with a trunk. */
    public static SimScenario randomLingjun(long seed) {
        SimRandom random = new SimRandom(SimRandom.mix(seed ^ 0x11A6_10A6L));
        return random(seed).onLingjun(random.below(2), 1 + random.below(3));
    }

    /** The same story on these nodes. */
    public SimScenario onLingjun(int trunk, int lingjun) {
        return new SimScenario(
                seed,
                trunk,
                0,
                vSwitchBits,
                stateful,
                replicated,
                bare,
                replicas,
                minutes,
                operations,
                processOperations,
                cloudPermille,
                storePermille,
                viewPermille,
                jitterMicros,
                mix,
                lingjun);
    }

    /** The same story with another mix of faults. */
    public SimScenario withMix(String other) {
        return with(seed, other);
    }

    /** The same story from another seed. */
    public SimScenario withSeed(long other) {
        return with(other, mix);
    }

    private SimScenario with(long otherSeed, String otherMix) {
        return new SimScenario(
                otherSeed,
                trunkNodes,
                exclusiveNodes,
                vSwitchBits,
                stateful,
                replicated,
                bare,
                replicas,
                minutes,
                operations,
                processOperations,
                cloudPermille,
                storePermille,
                viewPermille,
                jitterMicros,
                otherMix,
                lingjunNodes);
    }

    /** The same story without anything going wrong by itself. */
    public SimScenario withoutFaults() {
        return new SimScenario(
                seed,
                trunkNodes,
                exclusiveNodes,
                vSwitchBits,
                stateful,
                replicated,
                bare,
                replicas,
                minutes,
                operations,
                0,
                0,
                0,
                0,
                0,
                EVERYDAY,
                lingjunNodes);
    }

    /**
     * The scenario of a line that {@link #toString} wrote.
     *
     * @throws IllegalArgumentException when a number is missing or is none
     */
    public static SimScenario parse(String line) {
        Map<String, String> words = new LinkedHashMap<>();
        for (String word : line.trim().split("\\s+")) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                words.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return new SimScenario(
                Long.parseLong(word(words, "seed", line)),
                number(words, "trunk", line),
                number(words, "exclusive", line),
                number(words, "vswitch", line),
                number(words, "stateful", line),
                number(words, "replicated", line),
                number(words, "bare", line),
                number(words, "replicas", line),
                number(words, "minutes", line),
                number(words, "ops", line),
                number(words, "process", line),
                number(words, "cloud", line),
                number(words, "store", line),
                number(words, "view", line),
                number(words, "jitter", line),
                words.getOrDefault("mix", EVERYDAY).replace('+', ' '),
                Integer.parseInt(words.getOrDefault("lingjun", "0")));
    }

    private static int number(Map<String, String> words, String name, String line) {
        return Integer.parseInt(word(words, name, line));
    }

    private static String word(Map<String, String> words, String name, String line) {
        String word = words.get(name);
        if (word == null) {
            throw new IllegalArgumentException(
                    "'" + line + "' has no " + name + "=: give the whole line of a scenario");
        }
        return word;
    }

    /** The line that replays it. */
    @Override
    public String toString() {
        return "seed=" + seed + " trunk=" + trunkNodes + " exclusive=" + exclusiveNodes + " vswitch=" + vSwitchBits
                + " stateful=" + stateful + " replicated=" + replicated + " bare=" + bare + " replicas=" + replicas
                + " minutes=" + minutes + " ops=" + operations + " process=" + processOperations + " cloud="
                + cloudPermille + " store=" + storePermille + " view=" + viewPermille + " jitter=" + jitterMicros
                + (mix.equals(EVERYDAY) ? "" : " mix=" + mix.replace(' ', '+'))
                + (lingjunNodes == 0 ? "" : " lingjun=" + lingjunNodes);
    }
}
