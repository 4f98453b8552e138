package dev.podnetwork.fake.sim.run;

import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.spi.CloudNetwork;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A cloud as one process reaches it: what it sends can be held back, and is shown to whoever watches when it is sent. */
final class SimCloudPort implements CloudNetwork {
    private final SimProcess process;
    private final CloudNetwork cloud;
    private final Consumer<CloudOp> watch;

    SimCloudPort(SimProcess process, CloudNetwork cloud, Consumer<CloudOp> watch) {
        this.process = process;
        this.cloud = cloud;
        this.watch = watch;
    }

    @Override
    public CompletionStage<CloudReply> call(CloudOp op) {
        watch.accept(op);
        if (!process.holding()) {
            return cloud.call(op);
        }
        CompletableFuture<CloudReply> reply = new CompletableFuture<>();
        process.send(() -> cloud.call(op).thenAccept(answer -> process.execute(() -> reply.complete(answer))));
        return reply;
    }

    @Override
    public void close() {
        cloud.close();
    }
}
