package dev.podnetwork.fake.sim.run;

import dev.podnetwork.api.AllocatorSnapshot;
import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.PodNetworkAllocator;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.AllocatedEni;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.AttachMode;
import dev.podnetwork.api.allocation.Attached;
import dev.podnetwork.api.allocation.Binding;
import dev.podnetwork.api.allocation.Explanation;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.allocation.NodeAnswer;
import dev.podnetwork.api.allocation.NodeFacts;
import dev.podnetwork.api.allocation.PodAnswer;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.release.ReleasePolicy;
import dev.podnetwork.spi.CommitReply;
import dev.podnetwork.spi.ListReply;
import dev.podnetwork.spi.ReadReply;
import dev.podnetwork.spi.Stored;
import dev.podnetwork.spi.TraceSink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A slow and simple allocator for a world in which little goes wrong; {@link Bug} makes it wrong in one way. */
final class TinyAllocator implements PodNetworkAllocator {
    enum Bug {
        NONE,
        NEVER_DELETES,
        BOUND_AT_ONCE,
        FIXED_AS_ELASTIC,
        IGNORES_UID,
        NEVER_BINDS,
        NO_FENCE
    }

    private final SimPorts ports;
    private final Bug bug;
    private final Map<PodRef, AllocationRequest> requests = new TreeMap<>();
    private final Map<PodRef, Stored<Allocation>> records = new TreeMap<>();
    private final Map<VSwitchId, ZoneId> zones = new HashMap<>();
    private final Map<PodRef, Integer> turn = new HashMap<>();
    private final Set<PodRef> busy = new HashSet<>();
    private final Set<PodRef> noticed = new HashSet<>();
    private Instant storeTime = Instant.EPOCH;
    private long storeTicks;

    TinyAllocator(SimPorts ports, Bug bug) {
        this.ports = ports;
        this.bug = bug;
        ports.env().execute(this::load);
    }

    private void load() {
        ports.cloud()
                .call(new CloudOp.DescribeVSwitches(null, VpcId.of("vpc-1"), 1))
                .thenAccept(reply -> {
                    if (reply instanceof CloudReply.VSwitchPage page) {
                        page.vSwitches().forEach(each -> zones.put(each.id(), each.zone()));
                    }
                    ports.store().list().thenAccept(this::loaded);
                });
    }

    private void loaded(ListReply<Allocation> reply) {
        if (!(reply instanceof ListReply.Listed<Allocation> listed) || zones.isEmpty()) {
            ports.env().schedule(1_000_000_000L, this::load);
            return;
        }
        storeTime(listed.storeTime());
        listed.records().forEach(each -> records.put(each.key(), each));
        ports.store().listen(this::reread);
        tick();
    }

    private void reread(PodRef key) {
        if (busy.contains(key)) {
            noticed.add(key);
            return;
        }
        noticed.remove(key);
        stay(
                key,
                done -> ports.store().read(key).thenAccept(reply -> {
                    if (reply instanceof ReadReply.Found<Allocation> found) {
                        records.put(key, found.stored());
                    } else if (reply instanceof ReadReply.Missing<Allocation>) {
                        records.remove(key);
                    }
                    done.run();
                }));
    }

    private void storeTime(Instant time) {
        storeTime = time;
        storeTicks = ports.env().ticks();
    }

    private Instant storeNow() {
        return storeTime.plusNanos(ports.env().ticks() - storeTicks);
    }

    private void tick() {
        Set<PodRef> keys = new TreeSet<>(requests.keySet());
        keys.addAll(records.keySet());
        for (PodRef key : keys) {
            if (!busy.contains(key) && leads()) {
                step(key);
            }
        }
        ports.env().schedule(2_000_000_000L, this::tick);
    }

    private void stay(PodRef key, Consumer<Runnable> work) {
        busy.add(key);
        work.accept(() -> busy.remove(key));
    }

    private void step(PodRef key) {
        if (noticed.contains(key)) {
            reread(key);
            return;
        }
        Stored<Allocation> stored = records.get(key);
        PodAnswer answer = ports.view().pod(key);
        if (stored == null) {
            first(key, answer);
            return;
        }
        Allocation record = stored.record();
        boolean gone = answer.isGone(record.podUid()) && bug != Bug.IGNORES_UID;
        ports.trace()
                .step(new TraceSink.Step(
                        ports.env().ticks(),
                        key,
                        List.of(answer),
                        record.phase(),
                        record.phase(),
                        List.of(),
                        Explanation.of(Explanation.State.WORKING, "")));
        switch (record.phase()) {
            case REQUESTED -> requested(stored, gone);
            case ATTACHING -> look(stored, seen -> attaching(stored, seen, gone));
            case BOUND -> bound(stored, gone);
            case DETACHING -> look(stored, seen -> detaching(stored, seen));
            case RETAINED -> look(stored, seen -> retained(stored, answer, seen));
            case DELETING -> look(stored, seen -> deleting(stored, seen));
        }
    }

    private void first(PodRef key, PodAnswer answer) {
        AllocationRequest request = requests.get(key);
        boolean there = request != null
                && answer instanceof PodAnswer.Scheduled scheduled
                && scheduled.uid().equals(request.uid());
        if (!there || !(ports.view().node(request.node()) instanceof NodeAnswer.Present node)) {
            return;
        }
        NodeFacts facts = node.facts();
        int shift = turn.merge(key, 1, Integer::sum);
        List<InterfaceAllocation> interfaces = new ArrayList<>();
        for (var each : request.interfaces()) {
            List<VSwitchId> fit = each.vSwitches().stream()
                    .filter(id -> facts.zone().equals(zones.get(id)))
                    .toList();
            interfaces.add(new InterfaceAllocation(each.spec(), fit.get(shift % fit.size()), 1, null, null));
        }
        Allocation record = new Allocation(
                key,
                request.uid(),
                request.node(),
                facts.zone(),
                facts.instance(),
                facts.exclusive() ? null : facts.trunk(),
                AllocationPhase.REQUESTED,
                false,
                false,
                null,
                interfaces);
        stay(
                key,
                done -> ports.store()
                        .create(key, record)
                        .thenAccept(reply -> committed(key, null, record, reply, done)));
    }

    private void requested(Stored<Allocation> stored, boolean gone) {
        Allocation record = stored.record();
        boolean any = record.interfaces().stream().anyMatch(each -> each.eni() != null);
        if (gone) {
            if (any) {
                commit(stored, record.detaching(false).seenAt(storeNow()));
            } else {
                remove(stored);
            }
            return;
        }
        for (int i = 0; i < record.interfaces().size(); i++) {
            if (record.interfaces().get(i).eni() == null) {
                create(stored, i);
                return;
            }
        }
        commit(stored, record.in(AllocationPhase.ATTACHING));
    }

    private void create(Stored<Allocation> stored, int index) {
        InterfaceAllocation one = stored.record().interfaces().get(index);
        String token = token(stored.uid(), one.spec().name(), one.intent());
        CloudOp op = new CloudOp.CreateEni(
                one.vSwitch(),
                one.spec().securityGroups(),
                one.spec().stack().ipv6Count(),
                !stored.record().fixed(),
                null,
                one.spec().extras().trafficMode(),
                Map.of("podnetwork.dev/intent", token, "ack.aliyun.com", "c-sim", "creator", "terway-controller"),
                token);
        if (!leads()) {
            return;
        }
        stay(
                stored.key(),
                done -> ports.cloud().call(op).thenAccept(reply -> {
                    done.run();
                    if (reply instanceof CloudReply.EniCreated created) {
                        EniDescription eni = created.eni();
                        AllocatedEni made = new AllocatedEni(
                                eni.id(),
                                eni.mac(),
                                null,
                                eni.zone(),
                                eni.primaryIpv4(),
                                null,
                                eni.ipv6().isEmpty() ? null : eni.ipv6().get(0),
                                null);
                        commit(stored, stored.record().withInterface(index, one.withEni(made)));
                    } else if (stored.record().interfaces().stream().allMatch(each -> each.eni() == null)) {
                        remove(stored);
                    } else {
                        commit(stored, stored.record().detaching(false).seenAt(storeNow()));
                    }
                }));
    }

    static String token(String uid, String name, int intent) {
        return uid + "." + name + "." + intent;
    }

    private void look(Stored<Allocation> stored, Consumer<Map<EniId, EniDescription>> then) {
        List<EniId> ids = new ArrayList<>();
        stored.record().interfaces().forEach(each -> {
            AllocatedEni eni = each.eni();
            if (eni != null) {
                ids.add(eni.id());
            }
        });
        if (ids.isEmpty()) {
            then.accept(Map.of());
            return;
        }
        CloudOp op = new CloudOp.DescribeEnis(EniFilter.byIds(ids), null, 100);
        long asked = ports.env().ticks();
        stay(
                stored.key(),
                done -> ports.env()
                        .schedule(
                                4_000_000_000L,
                                () -> ports.cloud().call(op).thenAccept(reply -> {
                                    done.run();
                                    if (reply instanceof CloudReply.EniPage page
                                            && ports.env().ticks() > asked) {
                                        Map<EniId, EniDescription> seen = new TreeMap<>();
                                        page.enis().forEach(each -> seen.put(each.id(), each));
                                        then.accept(seen);
                                    }
                                })));
    }

    /** Whether what is sent now is answered before somebody else may lead. */
    private boolean leads() {
        return bug == Bug.NO_FENCE
                || ports.leadership().deadline() > ports.env().ticks();
    }

    private void call(PodRef key, CloudOp op) {
        if (!leads()) {
            return;
        }
        stay(key, done -> ports.cloud().call(op).thenAccept(reply -> done.run()));
    }

    private void attaching(Stored<Allocation> stored, Map<EniId, EniDescription> seen, boolean gone) {
        Allocation record = stored.record();
        if (gone) {
            commit(stored, record.detaching(record.fixed() && record.complete()).seenAt(storeNow()));
            return;
        }
        if (seen.size() < record.interfaces().size()) {
            commit(stored, remade(record, seen));
            return;
        }
        Allocation next = record.in(AllocationPhase.BOUND).seenAt(storeNow());
        for (int i = 0; i < record.interfaces().size(); i++) {
            EniDescription eni = seen.get(id(record, i));
            if (eni == null || (eni.status() != EniStatus.IN_USE && bug != Bug.BOUND_AT_ONCE)) {
                if (eni != null && eni.status() == EniStatus.AVAILABLE && bug != Bug.NEVER_BINDS) {
                    call(stored.key(), new CloudOp.AttachEni(eni.id(), instance(record), record.trunk(), null));
                }
                return;
            }
            int vid = eni.attachment() == null ? 0 : eni.attachment().deviceIndex();
            AttachMode mode = record.mode();
            next = next.withInterface(i, next.interfaces().get(i).withAttached(new Attached(mode, vid, null)));
        }
        commit(stored, next);
    }

    private static EniId id(Allocation record, int index) {
        return Objects.requireNonNull(record.interfaces().get(index).eni()).id();
    }

    private static InstanceId instance(Allocation record) {
        return Objects.requireNonNull(record.instance());
    }

    private void bound(Stored<Allocation> stored, boolean gone) {
        if (!gone) {
            look(stored, seen -> drifted(stored, seen));
            return;
        }
        stay(
                stored.key(),
                done -> ports.view().read(stored.key()).thenAccept(answer -> {
                    done.run();
                    if (answer.isGone(stored.record().podUid())) {
                        boolean keep =
                                stored.record().fixed() && !stored.deletionRequested() && bug != Bug.FIXED_AS_ELASTIC;
                        commit(stored, stored.record().detaching(keep).seenAt(storeNow()));
                    }
                }));
    }

    private void drifted(Stored<Allocation> stored, Map<EniId, EniDescription> seen) {
        Allocation record = stored.record();
        if (seen.size() < record.interfaces().size()) {
            commit(stored, remade(record, seen));
        } else if (seen.values().stream().anyMatch(eni -> eni.status() == EniStatus.AVAILABLE)) {
            commit(stored, record.attachingAgain());
        }
    }

    /** With a new intent for every interface that has vanished. */
    private static Allocation remade(Allocation record, Map<EniId, EniDescription> seen) {
        Allocation next = record.requestedAgain().in(AllocationPhase.REQUESTED).seenAt(null);
        for (int i = 0; i < record.interfaces().size(); i++) {
            if (!seen.containsKey(id(record, i))) {
                InterfaceAllocation one = record.interfaces().get(i);
                next = next.withInterface(i, one.nextIntent(one.vSwitch()));
            }
        }
        return next;
    }

    private void detaching(Stored<Allocation> stored, Map<EniId, EniDescription> seen) {
        Allocation record = stored.record();
        for (EniDescription eni : seen.values()) {
            if (eni.status() != EniStatus.AVAILABLE) {
                if (eni.status() == EniStatus.IN_USE) {
                    call(stored.key(), new CloudOp.DetachEni(eni.id(), instance(record), record.trunk()));
                }
                return;
            }
        }
        AllocationPhase next = record.keep() ? AllocationPhase.RETAINED : AllocationPhase.DELETING;
        commit(stored, record.in(next).unattached());
    }

    private void retained(Stored<Allocation> stored, PodAnswer answer, Map<EniId, EniDescription> seen) {
        Allocation record = stored.record();
        if (seen.size() < record.interfaces().size()) {
            commit(stored, record.in(AllocationPhase.DELETING));
            return;
        }
        Instant gone = record.lastSeen();
        ReleasePolicy release = record.interfaces().get(0).spec().release();
        boolean expired = release instanceof ReleasePolicy.Ttl ttl
                && gone != null
                && storeNow().isAfter(gone.plus(ttl.after()).plusSeconds(1));
        if (answer instanceof PodAnswer.Scheduled pod && !stored.deletionRequested()) {
            if (ports.view().node(pod.node()) instanceof NodeAnswer.Present node
                    && node.facts().zone().equals(record.zone())) {
                NodeFacts facts = node.facts();
                commit(
                        stored,
                        record.serving(
                                        pod.uid(),
                                        pod.node(),
                                        facts.instance(),
                                        facts.exclusive() ? null : facts.trunk())
                                .attachingAgain());
            }
        } else if (stored.deletionRequested() || (expired && answer instanceof PodAnswer.Absent)) {
            commit(stored, record.in(AllocationPhase.DELETING));
        }
    }

    private void deleting(Stored<Allocation> stored, Map<EniId, EniDescription> seen) {
        if (seen.isEmpty() || bug == Bug.NEVER_DELETES) {
            remove(stored);
            return;
        }
        for (EniDescription eni : seen.values()) {
            if (eni.status() == EniStatus.AVAILABLE) {
                call(stored.key(), new CloudOp.DeleteEni(eni.id()));
                return;
            }
        }
    }

    private void commit(Stored<Allocation> stored, Allocation next) {
        stay(
                stored.key(),
                done -> ports.store()
                        .update(stored, next)
                        .thenAccept(reply -> committed(stored.key(), stored, next, reply, done)));
    }

    private void remove(Stored<Allocation> stored) {
        stay(
                stored.key(),
                done -> ports.store().remove(stored).thenAccept(reply -> {
                    done.run();
                    reread(stored.key());
                }));
    }

    private void committed(
            PodRef key, @Nullable Stored<Allocation> before, Allocation next, CommitReply reply, Runnable done) {
        done.run();
        if (reply instanceof CommitReply.Committed committed) {
            storeTime(committed.storeTime());
            boolean deletion = before != null && before.deletionRequested();
            // What a reader would see: no half says that a record with all its interfaces is still being requested.
            boolean made = next.phase() == AllocationPhase.REQUESTED && next.complete();
            Allocation seen = made ? next.in(AllocationPhase.ATTACHING) : next;
            records.put(key, new Stored<>(key, committed.uid(), committed.version(), deletion, seen));
        } else {
            reread(key);
        }
    }

    @Override
    public CompletionStage<Binding> allocate(AllocationRequest request) {
        requests.put(request.pod(), request);
        return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<Binding> allocate(AllocationRequest request, Duration patience) {
        return allocate(request);
    }

    @Override
    public CompletionStage<Void> release(PodRef pod, PodUid uid) {
        requests.computeIfPresent(pod, (key, request) -> request.uid().equals(uid) ? null : request);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Explanation explain(PodRef pod) {
        return Explanation.of(Explanation.State.NOTHING, "it never explains");
    }

    @Override
    public AllocatorSnapshot snapshot() {
        return new AllocatorSnapshot(Map.of(), 0, 0, 0, 0, 0);
    }

    @Override
    public void close() {}
}
