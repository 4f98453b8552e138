package dev.podnetwork.k8s.controller;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.core.admission.VirtualNodeNeed;
import dev.podnetwork.k8s.client.KubeApi;
import dev.podnetwork.k8s.webhook.AdmissionListener;
import dev.podnetwork.spi.Env;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in which zones of a serverless cluster virtual nodes are missing: an event on the namespace (a pod has no uid yet when it
 * is admitted), at most one a minute for the same zones, a log line, and what {@link #needed} answers to whoever makes virtual
 * nodes (spec: control-plane §0). Every replica answers admission, so every replica says it; the event has the same name.
 * Thread-safe.
 */
public final class VirtualNodeSignal implements AdmissionListener {
    private static final Logger LOG = LoggerFactory.getLogger(VirtualNodeSignal.class);
    private static final long BETWEEN = 60_000_000_000L;
    private static final int MOST = 1_000;

    private final Env env;
    private final EventWriter events;
    private final Map<String, Long> saidAt = new LinkedHashMap<>();
    private final Map<List<ZoneId>, Long> needed = new LinkedHashMap<>();

    /**
     * A signal.
     *
     * @param controller the source of its events
     * @param identity of this process
     */
    public VirtualNodeSignal(KubeApi api, Env env, String controller, String identity) {
        this.env = env;
        this.events = new EventWriter(api, env, controller + "/webhook", identity, () -> true);
    }

    @Override
    public void virtualNodeNeeded(PodRef pod, VirtualNodeNeed need) {
        String what = need + " for pods of namespace " + pod.namespace();
        if (isNews(need, what)) {
            LOG.info("{}", what);
            events.write(
                    new Subject("v1", "Namespace", "", pod.namespace(), ""),
                    new EventWriter.Words(true, "VirtualNodeNeeded", "CreatePod", what));
        }
    }

    private synchronized boolean isNews(VirtualNodeNeed need, String what) {
        if (needed.size() < MOST || needed.containsKey(need.anyOf())) {
            needed.merge(need.anyOf(), 1L, Long::sum);
        }
        long now = env.ticks();
        saidAt.values().removeIf(at -> now - at > BETWEEN);
        return saidAt.size() < MOST && saidAt.putIfAbsent(what, now) == null;
    }

    /**
     * How many pods were admitted that no virtual node can take yet, by the zones of which one is enough; an empty list is any
     * zone.
     */
    public synchronized Map<List<ZoneId>, Long> needed() {
        Map<List<ZoneId>, Long> copy = new LinkedHashMap<>();
        needed.forEach((zones, n) -> copy.put(new ArrayList<>(zones), n));
        return copy;
    }
}
