package dev.podnetwork.core.runtime;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniAttachment;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.LeniOp;
import dev.podnetwork.core.cloud.Priority;
import dev.podnetwork.core.serving.ServingApi;
import dev.podnetwork.spi.ListReply;
import dev.podnetwork.spi.RecordStore;
import dev.podnetwork.spi.Stored;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Releases interfaces that carry our tags and that no record claims. Before it touches one it lists all records past every
 * cache: a record that names the interface, or whose open intent made it, saves it; a list that fails saves them all. An
 * attached orphan is detached in one sweep and deleted in a later one (weaknesses W3, W7).
 */
final class OrphanReaper {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanReaper.class);

    private final EventLoop loop;
    private final Settings settings;
    private final CloudCalls calls;
    private final SharedResources shared;
    private final RecordStore<Allocation> store;
    private final LongSupplier ticks;
    private boolean stopped;

    OrphanReaper(
            EventLoop loop,
            Settings settings,
            CloudCalls calls,
            SharedResources shared,
            RecordStore<Allocation> store,
            LongSupplier ticks) {
        this.ticks = ticks;
        this.loop = loop;
        this.settings = settings;
        this.calls = calls;
        this.shared = shared;
        this.store = store;
    }

    void stop() {
        stopped = true;
    }

    /**
     * An interface that no record seems to claim.
     *
     * @param eni what it is
     * @param api which product listed it, and releases it
     */
    record Candidate(EniDescription eni, ServingApi api) {}

    void consider(List<Candidate> candidates) {
        if (candidates.isEmpty()) {
            return;
        }
        Replies.of(store::list)
                .whenComplete((reply, failure) -> loop.post(() -> {
                    if (!stopped && reply instanceof ListReply.Listed<Allocation> listed) {
                        release(candidates, listed);
                    }
                }));
    }

    private void release(List<Candidate> candidates, ListReply.Listed<Allocation> listed) {
        Set<EniId> named = new LinkedHashSet<>(listed.held());
        Set<String> open = new LinkedHashSet<>();
        for (Stored<Allocation> stored : listed.records()) {
            for (InterfaceAllocation each : stored.record().interfaces()) {
                if (each.eni() != null) {
                    named.add(each.eni().id());
                } else {
                    open.add(Tokens.of(
                            settings.cluster(), stored.uid(), each.spec().name(), each.intent()));
                }
            }
        }
        for (Candidate candidate : candidates) {
            EniDescription eni = candidate.eni();
            String intent = eni.tags().get(Tags.INTENT);
            if (!named.contains(eni.id()) && (intent == null || !open.contains(intent))) {
                release(candidate);
            }
        }
    }

    private CloudOp op(Candidate candidate) {
        EniDescription eni = candidate.eni();
        boolean lingjun = candidate.api() == ServingApi.EFLO;
        EniAttachment at = eni.status() == EniStatus.IN_USE ? eni.attachment() : null;
        if (at != null) {
            return lingjun
                    ? new LeniOp.DetachLeni(eni.id(), at.instance())
                    : new CloudOp.DetachEni(eni.id(), at.instance(), at.trunk());
        }
        return lingjun
                ? new LeniOp.DeleteLeni(eni.id(), Tokens.ofDelete(settings.cluster(), eni.id(), ticks.getAsLong()))
                : new CloudOp.DeleteEni(eni.id());
    }

    private void release(Candidate candidate) {
        EniDescription eni = candidate.eni();
        CloudOp op = op(candidate);
        LOG.info("Releasing the orphan {} of {}: {}", eni.id(), eni.createdAt(), op.api());
        calls.call(op, Priority.SWEEP, new CloudCalls.Caller() {
            @Override
            public @Nullable String fence() {
                return shared.holder(eni.id()) == null ? null : "a record names it now";
            }

            @Override
            public void answered(CloudReply reply, long sentAt) {
                if (reply instanceof CloudReply.Failed failed) {
                    LOG.info(
                            "The orphan {} stays for now: {}",
                            eni.id(),
                            Objects.requireNonNull(failed.fault()).code());
                }
            }

            @Override
            public void dropped(String reason) {
                LOG.info("The orphan {} stays for now: {}", eni.id(), reason);
            }
        });
    }
}
