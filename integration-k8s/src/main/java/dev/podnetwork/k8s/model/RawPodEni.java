package dev.podnetwork.k8s.model;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.AllocatedEni;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.allocation.InterfaceExtras;
import dev.podnetwork.api.allocation.InterfaceSpec;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.release.ReleasePolicy;
import dev.podnetwork.k8s.tree.Doc;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a PodENI object that cannot be read as a record: the interfaces that it names. Nothing here throws, whatever
 * the object holds. Stateless.
 */
public final class RawPodEni {
    private RawPodEni() {}

    /** The interfaces that an object names, in its order. */
    public static Set<EniId> enis(Doc.Fields object) {
        Set<EniId> ids = new LinkedHashSet<>();
        for (Doc.Fields allocation : allocations(object)) {
            String id = text(fields(allocation, "eni"), "id");
            if (!id.isEmpty()) {
                ids.add(EniId.of(id));
            }
        }
        return ids;
    }

    /**
     * The record of an object that cannot be read and is to go: its interfaces are taken off wherever they are and deleted; one
     * that names none is asked for by the tag of its first intent. It serves no pod and is kept for none.
     */
    public static Allocation toBeFreed(Doc.Fields object) {
        ZoneId zone = ZoneId.of(orUnknown(text(fields(object, "spec"), "zone")));
        List<InterfaceAllocation> interfaces = new ArrayList<>();
        for (EniId eni : enis(object)) {
            AllocatedEni made = new AllocatedEni(eni, "", null, zone, PodEniCodec.UNKNOWN, null, null, null);
            interfaces.add(bare("raw" + interfaces.size(), made));
        }
        boolean none = interfaces.isEmpty();
        String instance = text(fields(object, "status"), "instanceID");
        Doc.Fields metadata = fields(object, "metadata");
        return new Allocation(
                PodEniCodec.key(object),
                PodUid.of(orUnknown(text(fields(metadata, "annotations"), Vocabulary.POD_UID))),
                NodeRef.of(orUnknown(text(fields(metadata, "labels"), Vocabulary.NODE))),
                zone,
                instance.isEmpty() ? null : InstanceId.of(instance),
                null,
                AllocationPhase.DETACHING,
                false,
                false,
                null,
                none ? List.of(bare("eth0", null)) : interfaces);
    }

    private static InterfaceAllocation bare(String name, @Nullable AllocatedEni made) {
        InterfaceSpec spec =
                new InterfaceSpec(name, List.of(), ReleasePolicy.ELASTIC, null, IpStack.IPV4, InterfaceExtras.NONE);
        return new InterfaceAllocation(spec, VSwitchId.of(PodEniCodec.UNKNOWN), 1, made, null);
    }

    private static String orUnknown(String text) {
        return text.isEmpty() ? PodEniCodec.UNKNOWN : text;
    }

    private static String text(Doc.Fields in, String name) {
        return in.get(name).orElse(null) instanceof Doc.Text text ? text.value().strip() : "";
    }

    private static Doc.Fields fields(Doc.Fields in, String name) {
        return in.get(name).orElse(null) instanceof Doc.Fields fields ? fields : new Doc.Fields(in.at(), Map.of());
    }

    private static List<Doc.Fields> allocations(Doc.Fields object) {
        List<Doc.Fields> all = new ArrayList<>();
        if (fields(object, "spec").get("allocations").orElse(null) instanceof Doc.Items items) {
            for (Doc each : items.items()) {
                if (each instanceof Doc.Fields entry) {
                    all.add(entry);
                }
            }
        }
        return all;
    }
}
