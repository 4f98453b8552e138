package dev.podnetwork.core.sim;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.NodeAnswer;
import dev.podnetwork.api.allocation.PodAnswer;
import dev.podnetwork.fake.sim.run.SimPorts;
import dev.podnetwork.spi.CloudNetwork;
import dev.podnetwork.spi.ClusterView;
import dev.podnetwork.spi.CommitReply;
import dev.podnetwork.spi.Leadership;
import dev.podnetwork.spi.ListReply;
import dev.podnetwork.spi.ReadReply;
import dev.podnetwork.spi.RecordStore;
import dev.podnetwork.spi.Stored;
import dev.podnetwork.spi.TraceSink;
import java.util.concurrent.CompletionStage;

/** Ports that forward everything, for bugs that change one thing. */
@SuppressWarnings("overloads")
public final class Forwarding {
    private Forwarding() {}

    static SimPorts with(SimPorts ports, CloudNetwork cloud) {
        return new SimPorts(ports.env(), ports.store(), ports.view(), cloud, ports.leadership(), ports.trace());
    }

    static SimPorts with(SimPorts ports, RecordStore<Allocation> store) {
        return new SimPorts(ports.env(), store, ports.view(), ports.cloud(), ports.leadership(), ports.trace());
    }

    static SimPorts with(SimPorts ports, ClusterView view) {
        return new SimPorts(ports.env(), ports.store(), view, ports.cloud(), ports.leadership(), ports.trace());
    }

    static SimPorts with(SimPorts ports, Leadership leadership) {
        return new SimPorts(ports.env(), ports.store(), ports.view(), ports.cloud(), leadership, ports.trace());
    }

    static SimPorts with(SimPorts ports, TraceSink trace) {
        return new SimPorts(ports.env(), ports.store(), ports.view(), ports.cloud(), ports.leadership(), trace);
    }

    /** A store that forwards. */
    public static class Store implements RecordStore<Allocation> {
        final RecordStore<Allocation> real;

        /** A store that forwards to this one. */
        public Store(RecordStore<Allocation> real) {
            this.real = real;
        }

        @Override
        public CompletionStage<ReadReply<Allocation>> read(PodRef key) {
            return real.read(key);
        }

        @Override
        public CompletionStage<ListReply<Allocation>> list() {
            return real.list();
        }

        @Override
        public CompletionStage<CommitReply> create(PodRef key, Allocation record) {
            return real.create(key, record);
        }

        @Override
        public CompletionStage<CommitReply> update(Stored<Allocation> current, Allocation next) {
            return real.update(current, next);
        }

        @Override
        public CompletionStage<CommitReply> remove(Stored<Allocation> current) {
            return real.remove(current);
        }

        @Override
        public void listen(Listener listener) {
            real.listen(listener);
        }
    }

    /** A view that forwards. */
    static class View implements ClusterView {
        final ClusterView real;

        View(ClusterView real) {
            this.real = real;
        }

        @Override
        public PodAnswer pod(PodRef pod) {
            return real.pod(pod);
        }

        @Override
        public NodeAnswer node(NodeRef node) {
            return real.node(node);
        }

        @Override
        public boolean hasLingjunNodes() {
            return real.hasLingjunNodes();
        }

        @Override
        public CompletionStage<PodAnswer> read(PodRef pod) {
            return real.read(pod);
        }

        @Override
        public void listen(Listener listener) {
            real.listen(listener);
        }
    }
}
