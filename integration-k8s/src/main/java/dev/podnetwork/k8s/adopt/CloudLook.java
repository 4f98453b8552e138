package dev.podnetwork.k8s.adopt;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.api.cloud.LeniOp;
import dev.podnetwork.k8s.model.Placeholders;
import dev.podnetwork.k8s.model.RawPodEni;
import dev.podnetwork.k8s.tree.Doc;
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
        Set<EniId> ecs = new LinkedHashSet<>();
        Set<EniId> lingjun = new LinkedHashSet<>();
        for (Doc.Fields each : facts.records()) {
            for (EniId id : RawPodEni.enis(each)) {
                if (!Placeholders.isPlaceholder(id.value())) {
                    switch (Strangers.api(each, id)) {
                        case ECS -> ecs.add(id);
                        case EFLO -> lingjun.add(id);
                        case EFLO_HDENI -> {}
                    }
                }
            }
        }
        Map<EniId, EniDescription> seen = new LinkedHashMap<>();
        List<EniId> all = List.copyOf(ecs);
        for (int from = 0; from < all.size(); from += EniFilter.MAX_IDS) {
            List<EniId> ids = all.subList(from, Math.min(from + EniFilter.MAX_IDS, all.size()));
            CloudReply reply = ask(
                    new CloudOp.DescribeEnis(EniFilter.byIds(ids), null, CloudOp.DescribeEnis.MAX_PAGE), ids.size());
            ((CloudReply.EniPage) reply).enis().forEach(each -> seen.put(each.id(), each));
        }
        // Those can be asked for one at a time only.
        for (EniId id : lingjun) {
            CloudReply.LeniPage page = (CloudReply.LeniPage) ask(new LeniOp.DescribeLenis(id, null, 1), 1);
            page.lenis().forEach(each -> seen.put(each.id(), each.likeEni(page.cloudTime())));
        }
        return facts.withCloud(seen);
    }

    /** A page of what was asked for. */
    private CloudReply ask(CloudOp op, int interfaces) {
        CloudReply reply = wait(cloud.call(op).toCompletableFuture());
        for (int n = 1; !isPage(reply) && n < TRIES; n++) {
            pause(PAUSE << n);
            reply = wait(cloud.call(op).toCompletableFuture());
        }
        if (!isPage(reply)) {
            throw new MigrationException("the cloud did not say what it knows of " + interfaces + " interfaces: "
                    + reply + "; check credentials and region, or leave the cloud out");
        }
        return reply;
    }

    private static boolean isPage(CloudReply reply) {
        return reply instanceof CloudReply.EniPage || reply instanceof CloudReply.LeniPage;
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
