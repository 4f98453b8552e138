package dev.podnetwork.core.weakness;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.core.CoreSystem;
import dev.podnetwork.core.PodNetworkAllocators;
import dev.podnetwork.fake.sim.run.SimPorts;
import dev.podnetwork.fake.sim.run.SystemUnderTest;
import dev.podnetwork.spi.CloudNetwork;
import dev.podnetwork.spi.ClusterView;
import dev.podnetwork.spi.RecordStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Runs a claim against the core as it is, and against a variant that is deliberately weak, where the claim must fail. */
final class Weak {
    private Weak() {}

    /** A claim about a system. */
    interface Claim extends Consumer<SystemUnderTest> {}

    static void shows(Claim claim, SystemUnderTest weak) {
        claim.accept(CoreSystem.real());
        assertThatThrownBy(() -> claim.accept(weak))
                .as("the weak variant must be caught")
                .isInstanceOf(AssertionError.class);
    }

    /** A cloud between the system and the cloud; {@code way} gets the way on and says what becomes of a call. */
    static CloudNetwork between(
            CloudNetwork cloud, Function<CloudNetwork, Function<CloudOp, CompletionStage<CloudReply>>> way) {
        Function<CloudOp, CompletionStage<CloudReply>> calls = way.apply(cloud);
        return new CloudNetwork() {
            @Override
            public CompletionStage<CloudReply> call(CloudOp op) {
                return calls.apply(op);
            }

            @Override
            public void close() {
                cloud.close();
            }
        };
    }

    static SimPorts with(SimPorts ports, CloudNetwork cloud) {
        return new SimPorts(ports.env(), ports.store(), ports.view(), cloud, ports.leadership(), ports.trace());
    }

    static SimPorts with(SimPorts ports, ClusterView view) {
        return new SimPorts(ports.env(), ports.store(), view, ports.cloud(), ports.leadership(), ports.trace());
    }

    static SimPorts with(SimPorts ports, RecordStore<Allocation> store) {
        return new SimPorts(ports.env(), store, ports.view(), ports.cloud(), ports.leadership(), ports.trace());
    }

    /** The core with other settings. */
    static SystemUnderTest built(UnaryOperator<SimPorts> ports, UnaryOperator<PodNetworkAllocators.Builder> settings) {
        return given -> {
            SimPorts used = ports.apply(given);
            return settings.apply(PodNetworkAllocators.builder(CoreSystem.CLUSTER, used.cloud(), used.view())
                            .env(used.env())
                            .store(used.store())
                            .leadership(used.leadership())
                            .trace(used.trace()))
                    .build();
        };
    }

    /** The same reply, that much later. */
    static CompletionStage<CloudReply> later(SimPorts ports, CompletionStage<CloudReply> reply, Duration by) {
        CompletableFuture<CloudReply> late = new CompletableFuture<>();
        reply.thenAccept(answer -> ports.env().schedule(by.toNanos(), () -> late.complete(answer)));
        return late;
    }
}
