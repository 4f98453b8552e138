package dev.podnetwork.core.sim;

import dev.podnetwork.api.PodNetworkAllocator;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.core.CoreSystem;
import dev.podnetwork.core.runtime.Books;
import dev.podnetwork.fake.sim.run.SimPorts;
import dev.podnetwork.fake.sim.run.SystemUnderTest;
import dev.podnetwork.spi.TraceSink;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Bugs in what allocations share: slots, work and who is called for an address. Not thread-safe. */
final class BookBugs implements SystemUnderTest {
    private final CoreSystem real = CoreSystem.real();
    private final BiConsumer<PodNetworkAllocator, PodRef> refused;
    private final boolean losesCalls;

    private BookBugs(BiConsumer<PodNetworkAllocator, PodRef> refused, boolean losesCalls) {
        this.refused = refused;
        this.losesCalls = losesCalls;
    }

    /** A slot is kept after a commit that was refused. */
    static SystemUnderTest slotKept() {
        return new BookBugs(Books::keepSlot, false);
    }

    /** A place among those bound in parallel is kept after a commit that was refused. */
    static SystemUnderTest workKept() {
        return new BookBugs((allocator, pod) -> Books.keepWork(allocator), false);
    }

    /** Whoever is called when a record goes does not hear it. */
    static SystemUnderTest callLost() {
        return new BookBugs((allocator, pod) -> {}, true);
    }

    @Override
    public PodNetworkAllocator start(SimPorts ports) {
        Saboteur saboteur = new Saboteur(ports.trace());
        PodNetworkAllocator started = real.start(
                new SimPorts(ports.env(), ports.store(), ports.view(), ports.cloud(), ports.leadership(), saboteur));
        saboteur.allocator = started;
        return started;
    }

    @Override
    public List<String> audit(PodNetworkAllocator allocator) {
        return real.audit(allocator);
    }

    /** Sees a refused create by the step that proposes it again. */
    private final class Saboteur implements TraceSink {
        private final TraceSink inner;
        private final Set<PodRef> creating = new HashSet<>();

        @Nullable
        PodNetworkAllocator allocator;

        Saboteur(TraceSink inner) {
            this.inner = inner;
        }

        @Override
        public void step(Step step) {
            inner.step(step);
            boolean creates = step.before() == null && step.after() == AllocationPhase.REQUESTED;
            boolean again = creates ? !creating.add(step.key()) : step.before() == null && creating.remove(step.key());
            creating.removeIf(pod -> pod.equals(step.key()) && step.before() != null);
            if (allocator != null && again) {
                refused.accept(allocator, step.key());
            } else if (allocator != null && losesCalls && step.after() == null && step.before() != null) {
                Books.loseCall(allocator);
            }
        }
    }
}
