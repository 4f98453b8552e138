package dev.podnetwork.api.allocation;

import dev.podnetwork.api.VSwitchId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One interface of a record.
 *
 * @param spec what it is to be
 * @param vSwitch the vSwitch that the current intent names, then the one it came from
 * @param intent counts the creates that were intended for it, from 1; part of the client token
 * @param eni what the cloud made, null until that is recorded
 * @param attached how it sits on the node; set when bound, kept while it is being detached, null otherwise
 */
public record InterfaceAllocation(
        InterfaceSpec spec,
        VSwitchId vSwitch,
        int intent,
        @Nullable AllocatedEni eni,
        @Nullable Attached attached) {

    /** The same with the interface that the cloud made. */
    public InterfaceAllocation withEni(AllocatedEni made) {
        return new InterfaceAllocation(spec, vSwitch, intent, made, attached);
    }

    /** The same, attached like this, or not attached. */
    public InterfaceAllocation withAttached(@Nullable Attached now) {
        return new InterfaceAllocation(spec, vSwitch, intent, eni, now);
    }

    /** The same of a pod that these policies select. */
    public InterfaceAllocation selectedBy(List<String> policies) {
        return new InterfaceAllocation(spec.selectedBy(policies), vSwitch, intent, eni, attached);
    }

    /** The same with the next intent, to be created in this vSwitch. */
    public InterfaceAllocation nextIntent(VSwitchId in) {
        return new InterfaceAllocation(spec, in, intent + 1, null, null);
    }
}
