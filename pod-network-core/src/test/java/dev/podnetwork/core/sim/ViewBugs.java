package dev.podnetwork.core.sim;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.NodeAnswer;
import dev.podnetwork.api.allocation.PodAnswer;
import dev.podnetwork.fake.sim.run.SimPorts;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Bugs in how the cluster is read, and in who believes to lead. */
final class ViewBugs {
    private ViewBugs() {}

    /** What nobody knows counts as gone. */
    static SimPorts unknownIsAbsent(SimPorts ports) {
        return Forwarding.with(ports, new Forwarding.View(ports.view()) {
            @Override
            public PodAnswer pod(PodRef pod) {
                return known(real.pod(pod));
            }

            @Override
            public NodeAnswer node(NodeRef node) {
                NodeAnswer answer = real.node(node);
                return answer instanceof NodeAnswer.Unknown ? NodeAnswer.Absent.INSTANCE : answer;
            }

            @Override
            public CompletionStage<PodAnswer> read(PodRef pod) {
                return real.read(pod).thenApply(ViewBugs::known);
            }
        });
    }

    private static PodAnswer known(PodAnswer answer) {
        return answer instanceof PodAnswer.Unknown ? PodAnswer.Absent.INSTANCE : answer;
    }

    /** A pod counts as gone on the word of the cache alone. */
    static SimPorts cacheBelieved(SimPorts ports) {
        return Forwarding.with(ports, new Forwarding.View(ports.view()) {
            @Override
            public CompletionStage<PodAnswer> read(PodRef pod) {
                return CompletableFuture.completedStage(real.pod(pod));
            }
        });
    }

    /** A pod that is being deleted counts as gone although it still runs. */
    static SimPorts terminatingIsGone(SimPorts ports) {
        return Forwarding.with(ports, new Forwarding.View(ports.view()) {
            @Override
            public PodAnswer pod(PodRef pod) {
                return ended(real.pod(pod));
            }

            @Override
            public CompletionStage<PodAnswer> read(PodRef pod) {
                return real.read(pod).thenApply(ViewBugs::ended);
            }
        });
    }

    private static PodAnswer ended(PodAnswer answer) {
        return answer instanceof PodAnswer.Terminating pod ? new PodAnswer.Ended(pod.uid()) : answer;
    }

    /** The uncached read says what the cache suspects. */
    static SimPorts everyReadSaysGone(SimPorts ports) {
        return Forwarding.with(ports, new Forwarding.View(ports.view()) {
            @Override
            public CompletionStage<PodAnswer> read(PodRef pod) {
                return real.read(pod).thenApply(answer -> PodAnswer.Absent.INSTANCE);
            }
        });
    }

    /** A process that was once elected acts for ever. */
    static SimPorts noFence(SimPorts ports) {
        return Forwarding.with(ports, () -> Long.MAX_VALUE);
    }

    /** The lease seems to last ten seconds longer than it does. */
    static SimPorts lateFence(SimPorts ports) {
        return Forwarding.with(
                ports,
                () -> ports.leadership().deadline() + Duration.ofSeconds(10).toNanos());
    }
}
