package dev.podnetwork.core.sim;

import dev.podnetwork.core.CoreSystem;
import dev.podnetwork.core.runtime.AllocationMachinery;
import dev.podnetwork.fake.sim.run.SimPorts;
import dev.podnetwork.fake.sim.run.SimRun;
import dev.podnetwork.fake.sim.run.SimScenario;
import dev.podnetwork.fake.sim.run.SystemUnderTest;
import java.util.List;
import java.util.function.UnaryOperator;

/** Deliberate bugs: where each is planted, the story that shows it, and the invariants of which one must catch it. */
enum Bug {
    TOKEN_PER_ATTEMPT(ports(CloudBugs::tokenPerAttempt), Trial.CLOUDY, Named.INTENT),
    ACT_BEFORE_COMMIT(ports(StoreBugs::actBeforeCommit), Trial.CALM, Named.INTENT, Named.TOLD),
    TOLD_BEFORE_COMMIT(ports(StoreBugs::toldBeforeCommit), Trial.CALM, Named.TOLD),
    ATTACH_BEFORE_INTENT(machine(MachineBugs::attachBeforeIntent), Trial.CHURN, Named.INTENT),
    BOUND_ON_ANY_REPLY(machine(MachineBugs::boundOnAnyReply), Trial.CALM, Named.ATTACHED),
    DELETING_NOT_RESUMED(ports(StoreBugs::deletingNotResumed), Trial.CRASHED_WHILE_DELETING, Named.REST),
    UNKNOWN_IS_ABSENT(ports(ViewBugs::unknownIsAbsent), Trial.BLIND, Named.LIVING),
    CACHE_BELIEVED(ports(ViewBugs::cacheBelieved), Trial.CACHE_BEHIND, Named.LIVING),
    TERMINATING_IS_GONE(ports(ViewBugs::terminatingIsGone), Trial.CHURN, Named.LIVING),
    STALE_BELIEVED(machine(MachineBugs::staleBelieved), Trial.SWEPT, Named.UNDONE),
    NO_FENCE(ports(ViewBugs::noFence), Trial.STOPPED, Named.DEPOSED),
    LATE_FENCE(ports(ViewBugs::lateFence), Trial.STOPPED, Named.DEPOSED),
    TTL_FROM_LAST_SEEN(machine(MachineBugs::ttlFromLastSeen), Trial.CHURN, Named.STAMP),
    DELETION_TIME_LOST(machine(MachineBugs::deletionTimeLost), Trial.CHURN, Named.STAMPED_ONCE),
    LAST_SEEN_NOT_READ(ports(StoreBugs::lastSeenNotRead), Trial.HANDED_OVER, Named.STAMPED_ONCE),
    EXPIRY_BY_WRONG_CLOCK(machine(MachineBugs::expiryByWrongClock), Trial.CHURN, Named.RETAINED),
    EXPIRY_WHILE_THE_POD_EXISTS(machine(MachineBugs::expiryWhileThePodExists), Trial.OTHER_ZONE, Named.NAME_EXISTS),
    UID_IGNORED(machine(MachineBugs::uidIgnored), Trial.BLIND, Named.SERVED, Named.REST),
    RE_STAMPED_WHILE_BOUND(machine(MachineBugs::reStampedWhileBound), Trial.BLIND, Named.INCARNATION),
    ELASTIC_REUSED(machine(MachineBugs::elasticReused), Trial.BLIND, Named.ELASTIC, Named.INCARNATION),
    TORN_MISREAD(ports(StoreBugs::tornMisread), Trial.TORN, Named.REST, Named.TOLD),
    ONE_GONE_IS_ENOUGH(
            machine(MachineBugs::oneGoneIsEnough), Trial.CLOUDY, Named.LEFT, Named.ADDRESSES, Named.RETAINED),
    ONE_EMPTY_IS_ENOUGH(machine(MachineBugs::oneEmptyIsEnough), Trial.SEEN_LATE, Named.NEXT, Named.LEFT),
    ORPHAN_GRACE_IGNORED(ports(CloudBugs::orphanGraceIgnored), Trial.STRAY, Named.GRACE),
    FAILED_DESCRIBE_IS_EMPTY(ports(CloudBugs::failedDescribeIsEmpty), Trial.CLOUDY, Named.LEFT, Named.RETAINED),
    LOST_REPLY_IS_NO(ports(CloudBugs::lostReplyIsNo), Trial.CLOUDY, Named.NEXT, Named.LEFT),
    FOUND_NOT_TAKEN(machine(MachineBugs::foundNotTaken), Trial.CRASHED_AFTER_CREATE, Named.NEXT, Named.LEFT),
    RETRY_WITHOUT_BACKOFF(ports(CloudBugs::retryWithoutBackoff), Trial.SCARCE, Named.RATE, Named.INTENT),
    SLOT_LEAK(machine(MachineBugs::slotLeak), Trial.CHURN, Named.REST, Named.BOOKS),
    ADDRESS_LEAK(machine(MachineBugs::addressLeak), Trial.SCARCE, Named.REST, Named.BOOKS),
    WRONG_SCARCE_RESOURCE(machine(MachineBugs::wrongScarceResource), Trial.SCARCE, Named.SCARCE, Named.BOOKS),
    ZONE_IGNORED(machine(MachineBugs::zoneIgnored), Trial.OTHER_ZONE, Named.ZONE),
    DELETION_OBEYED_AT_ONCE(machine(MachineBugs::deletionObeyedAtOnce), Trial.CHURN, Named.LIVING),
    DELETION_REQUEST_NOT_READ(ports(StoreBugs::deletionRequestNotRead), Trial.CHURN, Named.REST),
    FIXED_AS_ELASTIC(machine(MachineBugs::fixedAsElastic), Trial.CHURN, Named.RETAINED),
    ELASTIC_KEPT(machine(MachineBugs::elasticKept), Trial.CHURN, Named.REST, Named.ELASTIC),
    DRIFT_NEVER_LOOKED_FOR(ports(CloudBugs::driftNeverLookedFor), Trial.CHURN, Named.ATTACHED),
    DRIFT_NOT_HEARD(machine(MachineBugs::bindingForgottenOnLoss), Trial.CHURN, Named.ATTACHED),
    ANOTHER_VSWITCH_SAME_INTENT(ports(CloudBugs::anotherVSwitchSameIntent), Trial.CLOUDY, Named.RECORDED),
    WRONG_VSWITCH(ports(CloudBugs::wrongVSwitch), Trial.CALM, Named.RECORDED),
    WRONG_SECURITY_GROUP(ports(CloudBugs::wrongSecurityGroup), Trial.CALM, Named.RECORDED),
    FIXED_DIES_WITH_INSTANCE(ports(CloudBugs::fixedDiesWithInstance), Trial.CALM, Named.RECORDED),
    CLUSTER_TAG_FORGOTTEN(ports(CloudBugs::clusterTagForgotten), Trial.CALM, Named.TAGS),
    ONE_ADDRESS_FOR_ALL(ports(CloudBugs::oneAddressForAll), Trial.CALM, Named.TWICE),
    CONFLICT_IS_COMMITTED(ports(StoreBugs::conflictIsCommitted), Trial.TORN, Named.INTENT, Named.TOLD),
    UNKNOWN_IS_COMMITTED(ports(StoreBugs::unknownIsCommitted), Trial.TORN, Named.INTENT, Named.TOLD),
    DETACH_FROM_THE_RECORDS(machine(MachineBugs::detachFromTheRecords), Trial.MOVED, Named.REST, Named.ATTACHED),
    ACCEPTED_DELETE_IS_GONE(machine(MachineBugs::acceptedDeleteIsGone), Trial.CHURN, Named.LEFT),
    DEGRADATION_IGNORED(CoreSystem.deafToDegradation(), Trial.DEGRADED, Named.HELD_BACK),
    ORPHANS_BY_CACHED_LIST(ports(StoreBugs::listedOnce), Trial.IMPORTED, Named.KEPT),
    VERSION_IGNORED(
            ports(StoreBugs::versionIgnored),
            Trial.HELD,
            Named.INTENT,
            Named.TOLD,
            Named.STAMPED_ONCE,
            Named.INCARNATION,
            Named.LEFT,
            Named.ADDRESSES,
            Named.REST),
    STORE_TIME_IS_WALL_CLOCK(ports(StoreBugs::storeTimeIsWallClock), Trial.JUMPED, Named.RETAINED),
    NEVER_EXPIRES_TOO(machine(MachineBugs::neverExpiresToo), Trial.CHURN, Named.RETAINED),
    POLICY_OF_TODAY(machine(MachineBugs::policyOfToday), Trial.POLICY_CHANGED, Named.RETAINED),
    INTENT_TAG_FORGOTTEN(ports(CloudBugs::intentTagForgotten), Trial.CALM, Named.TOKEN_TAG),
    EVERY_READ_SAYS_GONE(ports(ViewBugs::everyReadSaysGone), Trial.BLIND, Named.LIVING),
    LINGJUN_STATES_READ_AS_ORDINARY(
            ports(LingjunBugs::availableIsUnattached), Trial.LINGJUN, Named.UNATTACHED, Named.REST),
    FAILED_LINGJUN_CREATE_IS_NOTHING(ports(LingjunBugs::failedIsNothing), Trial.LINGJUN, Named.ADDRESSES, Named.LEFT),
    LINGJUN_NODE_IS_ORDINARY(machine(LingjunBugs::nodeIsOrdinary), Trial.LINGJUN, Named.RECORDED),
    LEAST_PATIENT(machine(MachineBugs::leastPatient), Trial.TWO_PATIENCES, Named.RETAINED),
    IPV6_NOT_RECORDED(machine(MachineBugs::ipv6NotRecorded), Trial.CALM, Named.SAID),
    SWEPT_BY_VSWITCH_ONLY(ports(CloudBugs::sweptByVSwitchOnly), Trial.STRAY_ELSEWHERE, Named.ASTRAY),
    MEMORY_LOST_AT_EVERY_STEP(machine(MachineBugs::memoryLost), Trial.CALM, Named.REST, Named.NEXT, Named.RATE),
    SLOT_KEPT_AFTER_REFUSED_COMMIT(BookBugs.slotKept(), Trial.TORN, Named.BOOKS),
    WORK_KEPT_AFTER_REFUSED_COMMIT(BookBugs.workKept(), Trial.TORN, Named.BOOKS),
    CALL_FOR_AN_ADDRESS_LOST(BookBugs.callLost(), Trial.SCARCE, Named.BOOKS),
    CALLS_IGNORED(machine(MachineBugs::callsIgnored), Trial.SCARCE, Named.BOOKS),
    ONE_GROUP_OF_SEVERAL(ports(CloudBugs::oneGroupOfSeveral), Trial.GROUPS, Named.RECORDED),
    FENCE_WITHOUT_PLACE(machine(MachineBugs::fenceWithoutPlace), Trial.ANOTHER_MACHINE, Named.INTENT),
    FENCE_WITHOUT_PHASE(machine(MachineBugs::fenceWithoutPhase), Trial.GONE_BEFORE_ATTACHED, Named.INTENT);

    private final SystemUnderTest system;
    private final Trial trial;
    private final List<String> invariants;

    Bug(SystemUnderTest system, Trial trial, String... invariants) {
        this.system = system;
        this.trial = trial;
        this.invariants = List.of(invariants);
    }

    private static SystemUnderTest ports(UnaryOperator<SimPorts> bug) {
        return CoreSystem.withPorts(bug);
    }

    private static SystemUnderTest machine(UnaryOperator<AllocationMachinery> bug) {
        return CoreSystem.withMachine(bug);
    }

    SystemUnderTest system() {
        return system;
    }

    Trial trial() {
        return trial;
    }

    /** Names of invariants, one of which must catch it. */
    List<String> invariants() {
        return invariants;
    }

    /** The stories that bugs are looked for in. */
    enum Trial {
        /** Pods come and stay. */
        CALM("stateful=2 replicated=2 bare=1 replicas=3 minutes=5 ops=0 process=0 cloud=0 store=0 view=0"),
        /** Pods, nodes and interfaces come and go. */
        CHURN("stateful=2 replicated=2 bare=1 replicas=3 minutes=20 ops=30 process=0 cloud=0 store=0 view=0"),
        /** The same with a cloud that fails. */
        CLOUDY("stateful=2 replicated=2 bare=1 replicas=3 minutes=20 ops=20 process=0 cloud=200 store=0 view=0"),
        /** The same with processes that crash, stop and are cut off. */
        HANDED_OVER("stateful=2 replicated=2 bare=1 replicas=3 minutes=20 ops=20 process=14 cloud=60 store=0 view=0"),
        /** The same with a store that fails. */
        TORN("stateful=2 replicated=2 bare=1 replicas=3 minutes=20 ops=20 process=4 cloud=0 store=60 view=0"),
        /** The same with a view of the cluster that fails. */
        BLIND("stateful=2 replicated=2 bare=1 replicas=3 minutes=20 ops=20 process=6 cloud=0 store=0 view=80"),
        /** The same on Lingjun nodes, with a cloud that fails. */
        LINGJUN("stateful=2 replicated=2 bare=1 replicas=2 minutes=20 ops=20 process=0 cloud=200 store=0 view=0"
                + " lingjun=3 mix=attach-falls-back"),
        /** Four addresses a vSwitch. */
        SCARCE("stateful=2 replicated=2 bare=1 replicas=6 minutes=15 ops=6 process=0 cloud=0 store=0 view=0"),
        /** A fixed pod comes back in another zone. */
        OTHER_ZONE(""),
        /** An interface is attached elsewhere by hand. */
        MOVED(""),
        /** A crash while an interface is deleted. */
        CRASHED_WHILE_DELETING(""),
        /** A leader that stands still for about the length of its lease. */
        STOPPED(""),
        /** An interface of ours without a record. */
        STRAY(""),
        /** The same in a vSwitch that nobody names. */
        STRAY_ELSEWHERE(""),
        /** Two interfaces that are kept for two times. */
        TWO_PATIENCES(""),
        /** A crash between a create and its reply. */
        CRASHED_AFTER_CREATE(""),
        /** The same, and the first look for it sees nothing. */
        SEEN_LATE(""),
        /** Pods that are bound while the interfaces are swept, seen late. */
        SWEPT(""),
        /** A cache that lacks pods. */
        CACHE_BEHIND(""),
        /** A leader whose requests leave minutes later, after a hand-over. */
        HELD(""),
        /** The degradation switch is turned while pods come and go. */
        DEGRADED(""),
        /** A record is put there by hand, with an interface of ours, and nobody is told. */
        IMPORTED(""),
        /** Clocks jump while an address is retained. */
        JUMPED(""),
        /** The policy of a bound pod is no longer fixed. */
        POLICY_CHANGED(""),
        /** Pods ask for several groups. */
        GROUPS(""),
        /** A node becomes another machine while attaches to it wait for the limiter. */
        ANOTHER_MACHINE(""),
        /** Pods go while their attaches wait for the limiter. */
        GONE_BEFORE_ATTACHED("");

        private final String words;

        Trial(String words) {
            this.words = words;
        }

        /** Plays it; throws what an invariant throws. */
        void play(SystemUnderTest system, long seed) {
            switch (this) {
                case OTHER_ZONE -> Stories.otherZone(system, seed);
                case MOVED -> Stories.attachedElsewhere(system, seed);
                case CRASHED_WHILE_DELETING -> Stories.crashedWhileDeleting(system, seed);
                case STOPPED -> Stories.stoppedInTheMiddle(system, seed);
                case STRAY -> Stories.strayInterface(system, seed);
                case STRAY_ELSEWHERE -> Stories.strayElsewhere(system, seed);
                case TWO_PATIENCES -> Stories.twoPatiences(system, seed);
                case CRASHED_AFTER_CREATE -> Stories.crashedAfterCreate(system, seed);
                case SEEN_LATE -> Stories.crashedAfterCreateAndSeenLate(system, seed);
                case SWEPT -> Stories.boundDuringASweep(system, seed);
                case CACHE_BEHIND -> Stories.cacheBehind(system, seed);
                case HELD -> Stories.heldAcrossAHandOver(system, seed);
                case DEGRADED -> Stories.degraded((CoreSystem) system, seed);
                case IMPORTED -> Stories.imported(system, seed);
                case JUMPED -> Stories.clocksJump(system, seed);
                case GROUPS -> Stories.groupsOfAllKinds(system, seed);
                case ANOTHER_MACHINE -> Stories.nodeIsAnotherMachine(system, seed);
                case GONE_BEFORE_ATTACHED -> Stories.podsGoBeforeTheyAreAttached(system, seed);
                case POLICY_CHANGED -> Stories.policyChanged(system, seed);
                default -> SimRun.of(scenario(seed), system, CoreSystem.TOKENS);
            }
        }

        private SimScenario scenario(long seed) {
            int bits = this == SCARCE ? 29 : 27;
            String nodes = this == LINGJUN ? " trunk=0 exclusive=0 vswitch=" : " trunk=2 exclusive=2 vswitch=";
            return SimScenario.parse("seed=" + seed + nodes + bits + " jitter=5000 " + words);
        }
    }

    /** The names of the invariants, as the harness says them. */
    static final class Named {
        static final String INTENT = "no mutating call before its intent is committed";
        static final String RECORDED = "a create asks for what its record says";
        static final String TAGS = "a create carries the tags of the cluster and its creator";
        static final String TOLD = "a binding is told only after it is committed";
        static final String ATTACHED = "a bound interface is attached on its node";
        static final String SAID = "a bound record says the addresses of its interface";
        static final String SERVED = "a bound record serves a pod that is there";
        static final String LIVING = "the network of a living pod is never taken away";
        static final String DEPOSED = "a deposed process sends nothing";
        static final String STAMP = "the release writes the deletion time";
        static final String STAMPED_ONCE = "the deletion time is written once";
        static final String RETAINED = "a retained address goes only by expiry or by the deletion of its record";
        static final String NAME_EXISTS = "a retained address does not expire while a pod of its name exists";
        static final String INCARNATION = "a bound record detaches before it serves another incarnation";
        static final String ELASTIC = "an elastic record never changes uid";
        static final String ADDRESSES = "a record keeps its addresses";
        static final String ASTRAY = "every interface of ours has a record";
        static final String GRACE = "an orphan is left alone during its grace";
        static final String RATE = "the call rate stays within the limit";
        static final String TWICE = "nothing is in two records";
        static final String ZONE = "an attach stays in the zone of the interface";
        static final String UNDONE = "a binding is not undone while it holds";
        static final String LEFT = "a record goes only after its interfaces";
        static final String NEXT = "an intent is followed by the next only when it made nothing";
        static final String SCARCE = "the scarce resource named is the true one";
        static final String KEPT = "a retained interface is never deleted";
        static final String HELD_BACK = "nothing is sent that the degradation switch holds back";
        static final String TOKEN_TAG = "a create carries its token, also as a tag";
        static final String UNATTACHED = "a retained interface is attached nowhere";
        static final String BOOKS = "an allocator knows what is taken and calls who waits";
        static final String REST = "the world at rest is right";

        private Named() {}
    }
}
