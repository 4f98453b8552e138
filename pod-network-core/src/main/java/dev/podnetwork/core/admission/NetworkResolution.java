package dev.podnetwork.core.admission;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.ZoneId;
import dev.podnetwork.core.match.NearMiss;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a pod's wish comes to. Immutable. */
public sealed interface NetworkResolution {
    /**
     * The pod gets no ENI from us.
     *
     * @param reason why, in the words of the admission answer
     * @param dropped policies that select the pod but may not apply: to be reported, never a silent downgrade
     */
    record NotOurs(String reason, List<NearMiss> dropped) implements NetworkResolution {
        /** Copies the list. */
        public NotOurs {
            requireNonNull(reason, "reason");
            dropped = List.copyOf(dropped);
        }
    }

    /**
     * The pod asks for something impossible.
     *
     * @param reason why, in the words of the admission answer
     */
    record Denied(String reason) implements NetworkResolution {
        /** Refuses a missing reason. */
        public Denied {
            requireNonNull(reason, "reason");
        }
    }

    /**
     * The pod gets these interfaces.
     *
     * @param entries one per interface, complete
     * @param source where they come from
     * @param policies the policies they come from; of a match the chosen one first, then all others that match as well
     * @param dropped policies that select the pod but may not apply
     * @param zones where every interface finds a vSwitch, sorted; null when that is not known
     * @param notes what was asked for and is not done, for people
     */
    record Resolved(
            List<NetworkEntry> entries,
            Source source,
            List<String> policies,
            List<NearMiss> dropped,
            @Nullable List<ZoneId> zones,
            List<String> notes)
            implements NetworkResolution {
        /** Copies the lists. */
        public Resolved {
            requireNonNull(source, "source");
            entries = List.copyOf(entries);
            policies = List.copyOf(policies);
            dropped = List.copyOf(dropped);
            zones = zones == null ? null : List.copyOf(zones);
            notes = List.copyOf(notes);
        }

        /** Everything that was asked for is done. */
        public Resolved(
                List<NetworkEntry> entries,
                Source source,
                List<String> policies,
                List<NearMiss> dropped,
                @Nullable List<ZoneId> zones) {
            this(entries, source, policies, dropped, zones, List.of());
        }

        /** True when some interface keeps its address. */
        public boolean isFixed() {
            return entries.stream().anyMatch(e -> e.allocationType().isFixed());
        }
    }

    /** Where entries come from, in order of precedence. */
    enum Source {
        /** The {@code pod-networks} annotation. */
        ANNOTATION,
        /** The {@code pod-networks-request} annotation. */
        REQUEST,
        /** A policy that matches, or that a scheduled pod names. */
        POLICY,
        /** The cluster's configuration. */
        CLUSTER_DEFAULT
    }
}
