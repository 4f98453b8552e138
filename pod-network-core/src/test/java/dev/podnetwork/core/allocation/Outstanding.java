package dev.podnetwork.core.allocation;

import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.EniStatus;
import java.util.function.Consumer;

/** Every call that an interface of a record can have outstanding, by phase, and how it comes to that. */
enum Outstanding {
    REQUESTED_CREATE("elastic", AllocationPhase.REQUESTED, Call.CREATE, life -> {}),
    REQUESTED_FIND(
            "elastic",
            AllocationPhase.REQUESTED,
            Call.FIND,
            life -> life.restarted().step()),
    ATTACHING_ATTACH(
            "elastic",
            AllocationPhase.REQUESTED,
            Call.ATTACH,
            life -> life.after(1).all(life::created)),
    ATTACHING_OBSERVE("elastic", AllocationPhase.ATTACHING, Call.OBSERVE, life -> {}),
    ATTACHING_DETACH(
            "elastic",
            AllocationPhase.ATTACHING,
            Call.DETACH,
            life -> life.after(6).allObserved(EniStatus.IN_USE, Life.ELSEWHERE)),
    BOUND_OBSERVE("elastic", AllocationPhase.BOUND, Call.OBSERVE, life -> {
        life.allObserved(null, null);
        life.after(6).step();
    }),
    DETACHING_DETACH("elastic", AllocationPhase.BOUND, Call.DETACH, Life::podIsGone),
    DETACHING_OBSERVE("elastic", AllocationPhase.DETACHING, Call.OBSERVE, life -> {}),
    DETACHING_FIND("elastic x 2", AllocationPhase.REQUESTED, Call.FIND, life -> {
        CloudFault lost = Life.fault(CloudFault.Kind.OUTCOME_UNKNOWN);
        life.after(1).step(life.failed(0, Call.CREATE, lost), life.created(1));
        life.podIsGone();
        life.after(2).step();
    }),
    RETAINED_DETACH(
            "ttl", AllocationPhase.RETAINED, Call.DETACH, life -> life.allObserved(EniStatus.IN_USE, Life.ELSEWHERE)),
    RETAINED_OBSERVE("ttl", AllocationPhase.RETAINED, Call.OBSERVE, life -> {
        life.allObserved(EniStatus.IN_USE, Life.ELSEWHERE);
        life.after(1).allAccepted(Call.DETACH);
    }),
    DELETING_DELETE(
            "elastic",
            AllocationPhase.DETACHING,
            Call.DELETE,
            life -> life.after(6).allObserved(EniStatus.AVAILABLE, null)),
    DELETING_OBSERVE("elastic", AllocationPhase.DELETING, Call.OBSERVE, life -> {}),
    DELETING_DETACH(
            "elastic",
            AllocationPhase.DELETING,
            Call.DETACH,
            life -> life.after(6).allObserved(EniStatus.IN_USE, Life.ELSEWHERE));

    final String kind;
    final Call call;
    private final AllocationPhase from;
    private final Consumer<Life> then;

    Outstanding(String kind, AllocationPhase from, Call call, Consumer<Life> then) {
        this.kind = kind;
        this.from = from;
        this.call = call;
        this.then = then;
    }

    /** A life in which interface 0 has this call outstanding. */
    Life begin() {
        Life life = Story.begin(kind).to(from);
        then.accept(life);
        if (life.memory.outstanding(0) != call) {
            throw new AssertionError(this + ": interface 0 has " + life.memory.outstanding(0) + " outstanding");
        }
        life.history.clear();
        return life;
    }
}
