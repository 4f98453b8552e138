package dev.podnetwork.core.sim;

import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.release.ReleasePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Directed stories for cells of {@link Coverage} that chance reaches too rarely, each with the cells that it is for. */
enum Corner {
    /** A retained interface is attached by hand. */
    STRAYED(
            ReleasePolicy.NEVER,
            1,
            "RETAINED | Accepted",
            "RETAINED | Failed",
            "RETAINED | Dropped",
            "RETAINED | Observed",
            "RETAINED | DETACH",
            "RETAINED | OBSERVE") {
        @Override
        void play(CornerStage stage) {
            stage.awayFor(AllocationPhase.RETAINED);
            stage.attachByHand();
            stage.sweepSoon();
            stage.seconds(60);
        }
    },
    /** A retained address expires. */
    EXPIRED(ReleasePolicy.Ttl.of(Duration.ofMinutes(1)), 1, "RETAINED | PodRead", "RETAINED | Look") {
        @Override
        void play(CornerStage stage) {
            stage.awayFor(AllocationPhase.RETAINED);
            stage.seconds(80);
        }
    },
    /** A bound interface is attached to another instance by hand. */
    ELSEWHERE(ReleasePolicy.ELASTIC, 1, "ATTACHING | DETACH", "BOUND | Observed") {
        @Override
        void play(CornerStage stage) {
            stage.tearOff();
            stage.attachByHand();
            stage.sweepSoon();
            stage.seconds(60);
        }
    },
    /** An interface is attached by hand while it is being deleted. */
    CAUGHT(ReleasePolicy.ELASTIC, 1, "DELETING | DETACH") {
        @Override
        void play(CornerStage stage) {
            stage.throttleDeletes();
            stage.awayFor(AllocationPhase.DELETING);
            stage.seconds(2);
            stage.attachByHand();
            stage.seconds(60);
        }
    },
    /** A pod comes and goes. */
    REPLACED(
            ReleasePolicy.ELASTIC,
            1,
            "- | Look",
            "REQUESTED | Look",
            "REQUESTED | Created",
            "REQUESTED | Failed",
            "REQUESTED | Dropped",
            "REQUESTED | CREATE",
            "ATTACHING | Look",
            "ATTACHING | Accepted",
            "ATTACHING | Failed",
            "ATTACHING | Dropped",
            "ATTACHING | Observed",
            "ATTACHING | ATTACH",
            "ATTACHING | OBSERVE",
            "BOUND | Look",
            "BOUND | PodRead",
            "DETACHING | Look",
            "DETACHING | Accepted",
            "DETACHING | Failed",
            "DETACHING | Dropped",
            "DETACHING | Observed",
            "DETACHING | DETACH",
            "DETACHING | OBSERVE",
            "DELETING | Look",
            "DELETING | Accepted",
            "DELETING | Failed",
            "DELETING | Dropped",
            "DELETING | Observed",
            "DELETING | DELETE",
            "DELETING | OBSERVE") {
        @Override
        void play(CornerStage stage) {
            stage.replacePod();
            stage.seconds(90);
        }
    },
    /** A pod goes while its interface is being attached. */
    GONE_WHILE_ATTACHING(ReleasePolicy.ELASTIC, 1, "DETACHING | ATTACH", "ATTACHING | PodRead") {
        @Override
        void play(CornerStage stage) {
            stage.replacePod();
            stage.goneAsSoonAs(each -> each.phase() == AllocationPhase.ATTACHING);
            stage.seconds(20);
        }
    },
    /** A pod goes while its second interface is being made. */
    GONE_WHILE_CREATING(ReleasePolicy.ELASTIC, 2, "DETACHING | CREATE", "DETACHING | Created") {
        @Override
        void play(CornerStage stage) {
            stage.replacePod();
            stage.slowSecondCreate();
            stage.goneAsSoonAs(CornerStage::halfMade);
            stage.seconds(20);
        }
    },
    /** A pod goes while nobody knows whether its second interface was made. */
    GONE_WHILE_UNKNOWN(ReleasePolicy.ELASTIC, 2, "DETACHING | FIND", "DETACHING | Found") {
        @Override
        void play(CornerStage stage) {
            stage.replacePod();
            stage.loseSecondCreate();
            stage.goneAsSoonAs(CornerStage::halfMade);
            stage.seconds(40);
        }
    },
    /** Another process takes over while an interface is being made. */
    TAKEN_OVER(ReleasePolicy.ELASTIC, 1, "REQUESTED | Found", "REQUESTED | FIND") {
        @Override
        void play(CornerStage stage) {
            stage.loseCreates();
            stage.replacePod();
            stage.until(each -> each.phase() == AllocationPhase.REQUESTED);
            stage.depose();
            stage.seconds(40);
        }
    },
    /** The quota of interfaces ends between two of a pod, another process takes over, and the pod goes. */
    UNDECIDED(ReleasePolicy.ELASTIC, 2, "DETACHING | Found") {
        @Override
        void play(CornerStage stage) {
            stage.replacePod();
            stage.nearlyNoQuota();
            stage.until(CornerStage::halfMade);
            stage.depose();
            stage.goneAsSoonAs(each -> true);
            stage.seconds(40);
        }
    },
    /** A pod goes before its first interface is made. */
    GONE_AT_ONCE(ReleasePolicy.ELASTIC, 1, "REQUESTED | PodRead") {
        @Override
        void play(CornerStage stage) {
            stage.loseCreates();
            stage.replacePod();
            stage.goneAsSoonAs(each -> each.phase() == AllocationPhase.REQUESTED);
            stage.seconds(20);
        }
    },
    /** A sweep does not see a bound interface, and the second look at it fails. */
    MISSED(ReleasePolicy.ELASTIC, 1, "BOUND | Failed", "BOUND | OBSERVE", "BOUND | Observed") {
        @Override
        void play(CornerStage stage) {
            stage.vanish();
            stage.sweepSoon();
            stage.seconds(20);
        }
    };

    final ReleasePolicy release;
    final int interfaces;
    private final List<String> cells;

    Corner(ReleasePolicy release, int interfaces, String... cells) {
        this.release = release;
        this.interfaces = interfaces;
        this.cells = List.of(cells);
    }

    /** What happens after the pod web-0 was bound. */
    abstract void play(CornerStage stage);

    /** The stories that may reach a cell. */
    static List<Corner> of(String cell) {
        List<Corner> all = new ArrayList<>();
        for (Corner each : values()) {
            if (each.cells.stream().anyMatch(prefix -> cell.startsWith(prefix + " | "))) {
                all.add(each);
            }
        }
        return all;
    }
}
