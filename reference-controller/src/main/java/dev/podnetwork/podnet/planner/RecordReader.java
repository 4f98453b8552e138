package dev.podnetwork.podnet.planner;

import dev.podnetwork.api.allocation.AllocationHalves;
import dev.podnetwork.api.allocation.AllocationHalves.Head;
import dev.podnetwork.api.allocation.AllocationHalves.Status;
import dev.podnetwork.k8s.model.Placeholders;
import dev.podnetwork.k8s.model.PodEniCodec;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.podnet.input.Manifest;
import dev.podnetwork.podnet.input.Schemas;
import dev.podnetwork.podnet.plan.StartRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads PodENI objects as records that are there at the start. */
final class RecordReader {
    private RecordReader() {}

    /** The record; empty, with one notice, when its ids are placeholders. */
    static Optional<StartRecord> read(Manifest manifest, Consumer<String> notices) {
        Schemas.podEni().check(manifest.body());
        Optional<String> placeholder = ids(manifest.body()).stream()
                .filter(Placeholders::isPlaceholder)
                .findFirst();
        if (placeholder.isPresent()) {
            notices.accept(
                    manifest.at() + ": skipped " + manifest + ": its id " + placeholder.get() + " is a placeholder");
            return Optional.empty();
        }
        Head head = PodEniCodec.decodeHead(manifest.body());
        Status status = PodEniCodec.decodeStatus(manifest.body());
        try {
            AllocationHalves.join(head, status);
        } catch (IllegalArgumentException e) {
            throw new DocumentException(
                    manifest.body().fields("status").at("phase"),
                    String.valueOf(e.getMessage()),
                    "correct status.phase");
        }
        boolean leaves =
                manifest.body().fields("metadata").get("deletionTimestamp").isPresent();
        return Optional.of(new StartRecord(head, status, leaves, manifest.at()));
    }

    private static List<String> ids(Doc.Fields object) {
        List<String> ids = new ArrayList<>();
        for (Doc entry : object.fields("spec").items("allocations")) {
            Doc.Fields eni = ((Doc.Fields) entry).fields("eni");
            eni.text("id").ifPresent(ids::add);
            eni.text("vSwitchID").ifPresent(ids::add);
            ids.addAll(eni.texts("securityGroupIDs"));
            ((Doc.Fields) entry).text("ipv4").ifPresent(ids::add);
        }
        Doc.Fields status = object.fields("status");
        status.text("instanceID").ifPresent(ids::add);
        status.text("trunkENIID").ifPresent(ids::add);
        return ids;
    }
}
