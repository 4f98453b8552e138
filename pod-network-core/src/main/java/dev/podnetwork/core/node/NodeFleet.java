package dev.podnetwork.core.node;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.api.pool.NodeIpam;
import dev.podnetwork.core.cloud.ApiLimits;
import dev.podnetwork.core.cloud.InterfaceWatcher;
import dev.podnetwork.core.cloud.Priority;
import dev.podnetwork.core.cloud.VSwitchLedger;
import dev.podnetwork.core.config.Degradation;
import dev.podnetwork.core.plan.NodeSpec;
import dev.podnetwork.core.runtime.CloudCalls;
import dev.podnetwork.core.runtime.EventLoop;
import dev.podnetwork.spi.CloudNetwork;
import dev.podnetwork.spi.Env;
import dev.podnetwork.spi.LeaseJournal;
import dev.podnetwork.spi.MetricsSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The nodes of one process and what they share: the loop, the limits, the watch on interfaces, the count of addresses. */
public final class NodeFleet implements AutoCloseable {
    /** A pod waits for each answer: looks are frequent at first, and rarer the longer a change takes. */
    private static final long WATCH_PACE = 100_000_000L;

    private static final String DESCRIBE = "DescribeNetworkInterfaces";
    private static final long VSWITCH_LIFE = 600_000_000_000L;

    final Env env;
    final EventLoop loop;
    final CloudCalls calls;
    final VSwitchLedger ledger = new VSwitchLedger();
    final InterfaceWatcher watcher;
    final AttachWatcher attaches;
    private final Set<VSwitchId> asking = new LinkedHashSet<>();
    private final List<NodeCore> nodes = new ArrayList<>();

    /**
     * A fleet without nodes yet.
     *
     * @param env time, chance, threads
     * @param cloud the cloud
     * @param metrics who counts
     * @param limits the account's limits, or this process's share of them
     * @param callTimeout after which a call counts as unanswered
     */
    public NodeFleet(Env env, CloudNetwork cloud, MetricsSink metrics, ApiLimits limits, Duration callTimeout) {
        this.env = requireNonNull(env, "env");
        this.loop = new EventLoop(env);
        this.calls = CloudCalls.ofOne(env, loop, cloud, metrics, limits, callTimeout);
        this.watcher = new InterfaceWatcher(env, loop::post, this::ask, WATCH_PACE);
        this.attaches = new AttachWatcher(env, loop, this::ask, this::describesLeft);
    }

    /** Takes a node over with what its journal remembers. */
    public NodeIpam open(NodeSpec spec, LeaseJournal journal) {
        NodeCore node = new NodeCore(this, spec, journal);
        loop.post(() -> {
            nodes.add(node);
            node.start();
        });
        return new NodeShell(node);
    }

    /** Turns the degradation switch. */
    public void degrade(Degradation level) {
        loop.post(() -> {
            calls.degrade(level);
            nodes.forEach(node -> node.planner.lookSoon(0));
        });
    }

    /** Closes every node, then stops. */
    @Override
    public void close() {
        loop.runOrPost(() -> {
            nodes.forEach(node -> node.stop("the node's pool was closed"));
            calls.stop();
            watcher.clear();
            attaches.clear();
            loop.close();
        });
    }

    /** Reads vSwitches, each at most once at a time, then has every node look again. */
    void readVSwitches(List<VSwitchId> ids, Priority priority) {
        for (VSwitchId id : ids) {
            if (asking.add(id)) {
                calls.call(
                        new CloudOp.DescribeVSwitches(id, null, 1),
                        priority,
                        Answered.by((reply, sentAt) -> readVSwitch(id, reply, sentAt), why -> asking.remove(id)));
            }
        }
    }

    /** Others take and give back addresses too: what was read long ago is read again. */
    void refreshVSwitches() {
        readVSwitches(ledger.aged(env.ticks(), VSWITCH_LIFE), Priority.SWEEP);
    }

    private void readVSwitch(VSwitchId id, CloudReply reply, long sentAt) {
        asking.remove(id);
        if (reply instanceof CloudReply.VSwitchPage page && !page.vSwitches().isEmpty()) {
            ledger.read(page.vSwitches().get(0), sentAt);
        } else {
            String why = reply instanceof CloudReply.Failed failed
                    ? failed.fault().code() + " " + failed.fault().message()
                    : "there is no such vSwitch";
            ledger.unreadable(id, why, sentAt);
        }
        nodes.forEach(node -> node.planner.lookSoon(0));
    }

    private double describesLeft() {
        return calls.degradation() == Degradation.L0 ? 0 : calls.left(DESCRIBE);
    }

    private void ask(List<EniId> ids, Consumer<InterfaceWatcher.Answer> answered) {
        CloudOp describe = new CloudOp.DescribeEnis(EniFilter.byIds(ids), null, CloudOp.DescribeEnis.MAX_PAGE);
        calls.call(
                describe,
                Priority.POD,
                Answered.by(
                        (reply, sentAt) -> answered.accept(InterfaceWatcher.Answer.of(reply, sentAt)),
                        why -> answered.accept(InterfaceWatcher.Answer.dropped(why, env.ticks()))));
    }
}
