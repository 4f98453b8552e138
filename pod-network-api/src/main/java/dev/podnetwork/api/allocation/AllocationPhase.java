package dev.podnetwork.api.allocation;

/**
 * Where a record is. Before there is a record a request is waiting or rejected, which is not durable.
 *
 * <pre>
 *                 ENI id recorded        observed InUse
 *   REQUESTED ──────────────────► ATTACHING ──────────► BOUND
 *       │ two empty tag answers       │ pod gone           │ pod gone, uid changed
 *       ▼                             ▼                    ▼
 *   (removed)  ◄── observed gone ── DETACHING ◄────────────┘
 *                  twice              │  observed unattached
 *   DELETING ◄── not to be kept ──────┴── to be kept ──► RETAINED ──► ATTACHING (its next pod)
 *       │ observed gone twice                               │ expired, or deletion requested
 *       ▼                                                   ▼
 *   (removed)                                            DELETING
 * </pre>
 *
 * <p>The wire phase is {@code PodENI.status.phase} (spec: control-plane §1.2; design §5).
 */
public enum AllocationPhase {
    /** Intent committed; create sent or to be sent. Wire: empty. */
    REQUESTED,
    /** Every interface exists; attach under way. Wire: empty the first time, then {@code Binding}. */
    ATTACHING,
    /** Usable; the binding is published with the pod's uid. Wire: {@code Bind}. */
    BOUND,
    /** Detach under way. Wire: {@code Detaching} if the record will be kept, else {@code Deleting}. */
    DETACHING,
    /** A fixed address, kept without a pod. Wire: {@code Unbind}. */
    RETAINED,
    /** Delete under way. Wire: {@code Deleting}. */
    DELETING
}
