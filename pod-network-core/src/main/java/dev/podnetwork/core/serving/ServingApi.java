package dev.podnetwork.core.serving;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.allocation.AllocatedEni;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.EnoApi;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import org.jspecify.annotations.Nullable;

/**
 * The cloud API that serves an interface: its create, attach, describe, detach and delete (spec: control-plane §5.3, §5.6;
 * scenario F13).
 *
 * <pre>
 *   eno-api           of a create on a Lingjun node   of an interface that exists
 *   ----------------  -----------------------------  --------------------------------------------
 *   ecs, ecs-hdeni    ECS                            ECS
 *   hdeni             EFLO-HDENI                     EFLO-HDENI
 *   none, or another  EFLO                           by its name: eni- ECS, leni- EFLO, hdeni- EFLO-HDENI
 * </pre>
 *
 * Every other node is served by ECS.
 */
public enum ServingApi {
    /** The ordinary interfaces of ECS, and Lingjun ones that were moved to its API. */
    ECS,
    /** Lingjun interfaces. */
    EFLO,
    /** High-density Lingjun interfaces: no public action serves them (spec: openapi-wire §9.2). */
    EFLO_HDENI;

    private static final String LENI = "leni-";
    private static final String HDENI = "hdeni-";

    /** Which API makes an interface for a pod on this node. */
    public static ServingApi ofNode(EnoApi node) {
        ServingApi named = named(node);
        if (!node.lingjun()) {
            return ECS;
        }
        return named == null ? EFLO : named;
    }

    /** Which API serves an interface that exists, in a record that carries this. */
    public static ServingApi of(EnoApi record, EniId eni) {
        ServingApi named = named(record);
        return named == null ? byName(eni) : named;
    }

    /** Which API serves this interface of a record, whether it exists or is to be made. */
    public static ServingApi of(Allocation record, InterfaceAllocation each) {
        AllocatedEni made = each.eni();
        return made == null ? ofNode(record.api()) : of(record.api(), made.id());
    }

    /** Which API an interface was made through, by its name alone. */
    public static ServingApi byName(EniId eni) {
        if (eni.value().startsWith(LENI)) {
            return EFLO;
        }
        return eni.value().startsWith(HDENI) ? EFLO_HDENI : ECS;
    }

    private static @Nullable ServingApi named(EnoApi api) {
        String annotation = api.annotation();
        if (annotation == null) {
            return null;
        }
        return switch (annotation) {
            case "ecs", "ecs-hdeni" -> ECS;
            case "hdeni" -> EFLO_HDENI;
            default -> null;
        };
    }
}
