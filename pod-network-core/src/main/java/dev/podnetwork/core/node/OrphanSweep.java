package dev.podnetwork.core.node;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.pool.CloudIntent;
import dev.podnetwork.core.cloud.Priority;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Interfaces that carry this node's tag, are attached nowhere and are in no table: a create that was applied after
 * everybody had given it up, or one that was torn off. After a while they are deleted (spec: node-ipam §8.1).
 */
final class OrphanSweep {
    private final NodeCore node;
    private final Map<EniId, Long> seenAt = new LinkedHashMap<>();

    OrphanSweep(NodeCore node) {
        this.node = node;
    }

    List<String> seen() {
        return seenAt.keySet().stream().map(EniId::toString).toList();
    }

    void look() {
        EniFilter filter = new EniFilter(
                List.of(),
                null,
                null,
                EniStatus.AVAILABLE,
                null,
                null,
                Map.of(NodeTags.NODE, node.spec.instance().value()));
        new Inventory(node, filter, Priority.SWEEP, this::found, fault -> {}).read();
    }

    private void found(List<EniDescription> listed) {
        seenAt.keySet().removeIf(id -> listed.stream().noneMatch(eni -> eni.id().equals(id)));
        for (EniDescription eni : listed) {
            if (isNobodys(eni)) {
                long first = seenAt.computeIfAbsent(eni.id(), id -> node.now());
                if (node.now() - first >= node.times().orphanGrace().toNanos()) {
                    seenAt.remove(eni.id());
                    delete(eni);
                }
            }
        }
    }

    private boolean isNobodys(EniDescription eni) {
        String token = String.valueOf(eni.tags().get(NodeTags.INTENT));
        boolean awaited =
                node.intents.open().stream().map(CloudIntent::clientToken).anyMatch(token::equals);
        return node.eni(eni.id()) == null && !awaited;
    }

    private void delete(EniDescription orphan) {
        NodeEni eni = new NodeEni(CloudView.kindOf(orphan), orphan.vSwitch());
        eni.id = orphan.id();
        node.enis.add(eni);
        node.note("deletes " + orphan.id() + " of " + orphan.createdAt() + ", which nobody knows");
        new DeleteWork(node, eni).startInPlaceOf(null);
    }
}
