package dev.podnetwork.fake.sim.cluster;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.PodAnswer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One incarnation of a pod, as it truly is.
 *
 * <pre>
 *   PENDING → SCHEDULED → RUNNING → TERMINATING → ENDED → (gone)
 *      └─────────┴───────────┴── deleted ──┘         ▲
 *                            └── succeeded ──────────┘
 * </pre>
 */
public final class SimPod {
    private final PodRef ref;
    private final PodUid uid;
    private final Workload owner;
    private final SimAdmission.Admitted admitted;
    private @Nullable NodeRef node;
    private State state = State.PENDING;
    private PodAnswer answer;
    private boolean deleted;

    /** Where a pod is in its life. */
    public enum State {
        /** It has no node. */
        PENDING,
        /** It has a node and waits for its network. */
        SCHEDULED,
        /** It runs. */
        RUNNING,
        /** It is being deleted and may still run. */
        TERMINATING,
        /** Its sandbox has ended. */
        ENDED,
        /** It is not listed any more. */
        GONE
    }

    SimPod(PodRef ref, PodUid uid, Workload owner, SimAdmission.Admitted admitted) {
        this.ref = ref;
        this.uid = uid;
        this.owner = owner;
        this.admitted = admitted;
        this.answer = new PodAnswer.Unscheduled(uid);
    }

    /** Namespace and name. */
    public PodRef ref() {
        return ref;
    }

    /** Which incarnation. */
    public PodUid uid() {
        return uid;
    }

    /** What made it. */
    public Workload owner() {
        return owner;
    }

    /** What it was made from. */
    public PodTemplate template() {
        return owner.template();
    }

    /** Its annotations, with what admission added. */
    public Map<String, String> annotations() {
        Map<String, String> added = admitted.annotations();
        return added == null ? template().annotations() : added;
    }

    /** The extended resource it asks for, null for none: then it needs no network of ours. */
    public @Nullable String resource() {
        return admitted.resource();
    }

    /** How much of it. */
    public int count() {
        return admitted.count();
    }

    /** Where it may run; empty for anywhere. */
    public List<ZoneId> zones() {
        return admitted.zones();
    }

    /** Its node, if it has one. */
    public Optional<NodeRef> node() {
        return Optional.ofNullable(node);
    }

    /** Where it is in its life. */
    public State state() {
        return state;
    }

    /** Whether its deletion was asked for. */
    public boolean deleted() {
        return deleted;
    }

    /** Whether its sandbox may run, so that its network must stay. */
    public boolean mayRun() {
        return state == State.SCHEDULED || state == State.RUNNING || state == State.TERMINATING;
    }

    /** What an up-to-date view says of it. */
    public PodAnswer answer() {
        return answer;
    }

    SimAdmission.Admitted admitted() {
        return admitted;
    }

    void scheduledTo(NodeRef where) {
        node = where;
        state = State.SCHEDULED;
        answer = new PodAnswer.Scheduled(uid, where);
    }

    void runs() {
        state = State.RUNNING;
    }

    void terminates() {
        deleted = true;
        state = State.TERMINATING;
        answer = node == null ? new PodAnswer.Ended(uid) : new PodAnswer.Terminating(uid, node);
    }

    void ends() {
        state = State.ENDED;
        answer = new PodAnswer.Ended(uid);
    }

    void deletedAfterItsEnd() {
        deleted = true;
    }

    void goes() {
        state = State.GONE;
        answer = PodAnswer.Absent.INSTANCE;
    }

    @Override
    public String toString() {
        return ref + " (" + uid + ") " + state + (node == null ? "" : " on " + node);
    }
}
