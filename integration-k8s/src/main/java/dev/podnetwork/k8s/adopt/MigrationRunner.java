package dev.podnetwork.k8s.adopt;

import dev.podnetwork.k8s.client.KubeAnswer.Replied;
import dev.podnetwork.k8s.client.KubeApi;
import dev.podnetwork.k8s.client.KubeRequest;
import dev.podnetwork.k8s.tree.Json;

/**
 * Does what a plan says, line by line. It can be stopped and called again at any point: each step is done at the version that
 * was seen, or has been done. Blocks.
 */
public final class MigrationRunner {
    private static final String NO_FINALIZERS = "{\"metadata\":{\"finalizers\":null}}";
    private static final int CONFLICT = 409;

    private final Requests requests;

    /** Writes there. */
    public MigrationRunner(KubeApi api) {
        this.requests = new Requests(api);
    }

    /** Hears of each line that is done. */
    @FunctionalInterface
    public interface Progress {
        /** This line is done. */
        void done(PlanLine line);
    }

    /**
     * Does it; lines that block are left alone.
     *
     * @return how many lines were done
     * @throws MigrationException at the first line that is refused
     */
    public int run(MigrationPlan plan, Progress progress) {
        int done = 0;
        for (PlanLine line : plan.lines()) {
            if (!line.verdict().blocks() && !line.steps().isEmpty()) {
                line.steps().forEach(step -> run(line, step));
                progress.done(line);
                done++;
            }
        }
        return done;
    }

    private void run(PlanLine line, Step step) {
        if (step instanceof Step.Patch patch) {
            String path = patch.status() ? patch.path() + "/status" : patch.path();
            good(line, requests.replied(KubeRequest.mergePatch(path, Json.write(patch.patch()))));
        } else {
            // Without its finalizers, or it would stay: whoever puts them on is not there to take them off.
            Replied bare = requests.replied(KubeRequest.mergePatch(step.path(), NO_FINALIZERS));
            if (!bare.missing()) {
                good(line, bare);
                Replied gone = requests.replied(KubeRequest.delete(step.path(), "{}"));
                if (!gone.missing()) {
                    good(line, gone);
                }
            }
        }
    }

    private static void good(PlanLine line, Replied answer) {
        if (!answer.ok()) {
            String then = answer.code() == CONFLICT
                    ? "; somebody else writes it: is a control plane still running? Call again"
                    : "";
            throw new MigrationException(line.kind() + " " + line.name() + ": " + answer.problem() + then);
        }
    }
}
