package dev.podnetwork.k8s.adopt;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.k8s.model.Placeholders;
import dev.podnetwork.k8s.model.RawPodEni;
import dev.podnetwork.spi.CloudNetwork;
import dev.podnetwork.spi.Env;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Asks the cloud for the interfaces that records name, a hundred at a time, one call after the other. Only reads. Blocks. */
public final class CloudLook {
    private static final int TRIES = 5;
    private static final long PAUSE = 1_000_000_000L;

    private final CloudNetwork cloud;
    private final Env env;

    /** Asks there. */
    public CloudLook(CloudNetwork cloud, Env env) {
        this.cloud = cloud;
        this.env = env;
    }

    /**
     * The facts with what the cloud says.
     *
     * @throws MigrationException when it does not answer
     */
    public ClusterFacts at(ClusterFacts facts) {
        Set<EniId> ids = new LinkedHashSet<>();
        facts.records().forEach(each -> ids.addAll(RawPodEni.enis(each)));
        List<EniId> all = ids.stream()
                .filter(id -> !Placeholders.isPlaceholder(id.value()))
                .toList();
        Map<EniId, EniDescription> seen = new LinkedHashMap<>();
        for (int from = 0; from < all.size(); from += EniFilter.MAX_IDS) {
            page(all.subList(from, Math.min(from + EniFilter.MAX_IDS, all.size())), seen);
        }
        return facts.withCloud(seen);
    }

    private void page(List<EniId> ids, Map<EniId, EniDescription> seen) {
        CloudOp ask = new CloudOp.DescribeEnis(EniFilter.byIds(ids), null, CloudOp.DescribeEnis.MAX_PAGE);
        CloudReply reply = wait(cloud.call(ask).toCompletableFuture());
        for (int n = 1; !(reply instanceof CloudReply.EniPage) && n < TRIES; n++) {
            pause(PAUSE << n);
            reply = wait(cloud.call(ask).toCompletableFuture());
        }
        if (!(reply instanceof CloudReply.EniPage page)) {
            throw new MigrationException("the cloud did not say what it knows of " + ids.size() + " interfaces: "
                    + reply + "; check credentials and region, or leave the cloud out");
        }
        page.enis().forEach(each -> seen.put(each.id(), each));
    }

    private void pause(long nanos) {
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        env.schedule(nanos, () -> over.complete(true));
        wait(over);
    }

    private static <T> T wait(CompletableFuture<T> stage) {
        try {
            return stage.get();
        } catch (ExecutionException broken) {
            throw new MigrationException("the cloud cannot be asked: " + broken.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new MigrationException("interrupted: call again");
        }
    }
}
