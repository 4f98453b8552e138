package dev.podnetwork.core.sim;

import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.AllocatedEni;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.Explanation;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.allocation.InterfaceSpec;
import dev.podnetwork.api.allocation.NodeAnswer;
import dev.podnetwork.api.allocation.NodeFacts;
import dev.podnetwork.api.allocation.PodAnswer;
import dev.podnetwork.api.allocation.ScarceResource;
import dev.podnetwork.api.cloud.EniAttachment;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.EniType;
import dev.podnetwork.api.cloud.Observation;
import dev.podnetwork.api.release.ReleasePolicy;
import dev.podnetwork.core.allocation.AllocationEvent;
import dev.podnetwork.core.allocation.Call;
import dev.podnetwork.core.allocation.Effect;
import dev.podnetwork.core.allocation.Readings;
import dev.podnetwork.core.allocation.Transition;
import dev.podnetwork.core.allocation.View;
import dev.podnetwork.core.runtime.AllocationMachinery;
import dev.podnetwork.core.vswitch.VSwitchReading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Bugs in what is decided. */
final class MachineBugs {
    private MachineBugs() {}

    private static View with(View view, PodAnswer pod) {
        return new View(
                view.ticks(),
                view.storeNow(),
                view.random(),
                pod,
                view.request(),
                view.node(),
                view.deletionRequested(),
                view.readings(),
                view.bounds(),
                view.memory());
    }

    private static View with(View view, NodeAnswer node) {
        return new View(
                view.ticks(),
                view.storeNow(),
                view.random(),
                view.pod(),
                view.request(),
                node,
                view.deletionRequested(),
                view.readings(),
                view.bounds(),
                view.memory());
    }

    private static View with(View view, Readings readings) {
        return new View(
                view.ticks(),
                view.storeNow(),
                view.random(),
                view.pod(),
                view.request(),
                view.node(),
                view.deletionRequested(),
                readings,
                view.bounds(),
                view.memory());
    }

    private static View at(View view, Instant storeNow) {
        return new View(
                view.ticks(),
                storeNow,
                view.random(),
                view.pod(),
                view.request(),
                view.node(),
                view.deletionRequested(),
                view.readings(),
                view.bounds(),
                view.memory());
    }

    private static Transition committing(Transition t, @Nullable Allocation next) {
        return new Transition(next, t.memory(), t.effects(), t.claims(), t.explanation(), t.wakeAt());
    }

    private static Transition asking(Transition t, List<Effect> effects) {
        return new Transition(t.next(), t.memory(), effects, t.claims(), t.explanation(), t.wakeAt());
    }

    private static Transition saying(Transition t, Explanation explanation) {
        return new Transition(t.next(), t.memory(), t.effects(), t.claims(), explanation, t.wakeAt());
    }

    private static AllocationMachinery hearing(
            AllocationMachinery real, java.util.function.BiFunction<AllocationEvent, View, AllocationEvent> bug) {
        return (record, events, view) -> real.step(
                record, events.stream().map(each -> bug.apply(each, view)).toList(), view);
    }

    /** An attach that was accepted counts as one that has happened. */
    static AllocationMachinery boundOnAnyReply(AllocationMachinery real) {
        return (record, events, view) -> {
            List<AllocationEvent> heard = new ArrayList<>(events);
            for (AllocationEvent each : events) {
                if (record != null && each instanceof AllocationEvent.Accepted done && done.call() == Call.ATTACH) {
                    heard.add(new AllocationEvent.Observed(done.index(), attached(record, done.index(), view)));
                }
            }
            return real.step(record, heard, view);
        };
    }

    private static Observation attached(Allocation record, int index, View view) {
        AllocatedEni eni = Objects.requireNonNull(record.interfaces().get(index).eni());
        EniDescription seen = new EniDescription(
                eni.id(),
                record.trunk() == null ? EniType.SECONDARY : EniType.MEMBER,
                EniStatus.IN_USE,
                eni.mac(),
                Objects.requireNonNull(eni.vpc()),
                record.interfaces().get(index).vSwitch(),
                eni.zone(),
                List.of(),
                null,
                List.of(eni.ipv4()),
                List.of(),
                new EniAttachment(Objects.requireNonNull(record.instance()), record.trunk(), 1, null),
                Map.of(),
                view.storeNow());
        return new Observation(eni.id(), seen, view.ticks());
    }

    /** Whatever a describe says counts as said now. */
    static AllocationMachinery staleBelieved(AllocationMachinery real) {
        return hearing(real, (event, view) -> {
            if (event instanceof AllocationEvent.Observed seen) {
                Observation was = seen.observation();
                return new AllocationEvent.Observed(
                        seen.index(),
                        new Observation(
                                was.id(),
                                was.seen(),
                                view.ticks() + view.bounds().lag()));
            }
            return event;
        });
    }

    /** One answer without the interface counts as two. */
    static AllocationMachinery oneGoneIsEnough(AllocationMachinery real) {
        return (record, events, view) -> {
            List<AllocationEvent> heard = new ArrayList<>(events);
            for (AllocationEvent each : events) {
                if (each instanceof AllocationEvent.Observed seen
                        && seen.observation().absent()) {
                    Observation was = seen.observation();
                    long later = was.askedAt() + view.bounds().lag() + 1;
                    heard.add(new AllocationEvent.Observed(seen.index(), new Observation(was.id(), null, later)));
                }
            }
            return real.step(record, heard, view);
        };
    }

    /** One empty answer to the question by tag counts as two. */
    static AllocationMachinery oneEmptyIsEnough(AllocationMachinery real) {
        return (record, events, view) -> {
            List<AllocationEvent> heard = new ArrayList<>(events);
            for (AllocationEvent each : events) {
                if (each instanceof AllocationEvent.Found found && found.enis().isEmpty()) {
                    long later = found.askedAt() + view.bounds().lag() + 1;
                    heard.add(new AllocationEvent.Found(found.index(), found.intent(), List.of(), later));
                }
            }
            return real.step(record, heard, view);
        };
    }

    /** Any pod of the name is taken for the one that the record serves. */
    static AllocationMachinery uidIgnored(AllocationMachinery real) {
        return (record, events, view) -> record != null && view.pod() instanceof PodAnswer.Scheduled pod
                ? real.step(record, events, with(view, new PodAnswer.Scheduled(record.podUid(), pod.node())))
                : real.step(record, events, view);
    }

    /** The release leaves the time at which the pod was last seen, instead of writing the deletion time. */
    static AllocationMachinery ttlFromLastSeen(AllocationMachinery real) {
        return (record, events, view) -> {
            Transition t = real.step(record, events, view);
            Allocation next = t.next();
            boolean released = record != null
                    && next != null
                    && record.phase() == AllocationPhase.BOUND
                    && next.phase() == AllocationPhase.DETACHING;
            return released ? committing(t, next.seenAt(record.lastSeen())) : t;
        };
    }

    /** The deletion time is lost when the interface is off its node. */
    static AllocationMachinery deletionTimeLost(AllocationMachinery real) {
        return (record, events, view) -> {
            Transition t = real.step(record, events, view);
            Allocation next = t.next();
            return next != null && next.phase() == AllocationPhase.RETAINED ? committing(t, next.seenAt(null)) : t;
        };
    }

    /** Retention is counted by a clock that is an hour fast. */
    static AllocationMachinery expiryByWrongClock(AllocationMachinery real) {
        return (record, events, view) -> record != null && record.phase() == AllocationPhase.RETAINED
                ? real.step(record, events, at(view, view.storeNow().plus(Duration.ofHours(1))))
                : real.step(record, events, view);
    }

    /** A waiting pod of the name does not keep a retained address from expiring. */
    static AllocationMachinery expiryWhileThePodExists(AllocationMachinery real) {
        return (record, events, view) -> {
            if (record == null || record.phase() != AllocationPhase.RETAINED) {
                return real.step(record, events, view);
            }
            List<AllocationEvent> heard = new ArrayList<>(events);
            heard.add(new AllocationEvent.PodRead(PodAnswer.Absent.INSTANCE));
            return real.step(record, heard, with(view, PodAnswer.Absent.INSTANCE));
        };
    }

    /** The deletion of a record is obeyed although its pod lives. */
    static AllocationMachinery deletionObeyedAtOnce(AllocationMachinery real) {
        return (record, events, view) -> {
            if (record == null || record.phase() != AllocationPhase.BOUND || !view.deletionRequested()) {
                return real.step(record, events, view);
            }
            List<AllocationEvent> heard = new ArrayList<>(events);
            heard.add(new AllocationEvent.PodRead(PodAnswer.Absent.INSTANCE));
            return real.step(record, heard, with(view, PodAnswer.Absent.INSTANCE));
        };
    }

    /** Fixed pods are released like elastic ones. */
    static AllocationMachinery fixedAsElastic(AllocationMachinery real) {
        return (record, events, view) -> {
            Transition t = real.step(record, events, view);
            Allocation next = t.next();
            return next != null && next.phase() == AllocationPhase.DETACHING && next.keep()
                    ? committing(t, next.detaching(false))
                    : t;
        };
    }

    /** An address that is kept for ever expires after an hour like one with a time to live. */
    static AllocationMachinery neverExpiresToo(AllocationMachinery real) {
        return releasing(
                real,
                (was, view) -> was instanceof ReleasePolicy.Never ? ReleasePolicy.Ttl.of(Duration.ofMinutes(1)) : was);
    }

    /** Of several interfaces the one with the least patience decides. */
    static AllocationMachinery leastPatient(AllocationMachinery real) {
        return (record, events, view) -> releasing(real, (was, then) -> record == null ? was : shortest(record))
                .step(record, events, view);
    }

    private static ReleasePolicy shortest(Allocation record) {
        ReleasePolicy shortest = record.interfaces().get(0).spec().release();
        for (InterfaceAllocation each : record.interfaces()) {
            boolean shorter = each.spec().release() instanceof ReleasePolicy.Ttl one
                    && (!(shortest instanceof ReleasePolicy.Ttl two)
                            || one.after().compareTo(two.after()) < 0);
            shortest = shorter ? each.spec().release() : shortest;
        }
        return shortest;
    }

    /** Of the addresses of a new interface only the first is written down. */
    static AllocationMachinery ipv6NotRecorded(AllocationMachinery real) {
        return (record, events, view) -> {
            Transition t = real.step(record, events, view);
            Allocation next = t.next();
            for (int i = 0; next != null && i < next.interfaces().size(); i++) {
                AllocatedEni eni = next.interfaces().get(i).eni();
                if (eni != null && eni.ipv6() != null) {
                    AllocatedEni half = new AllocatedEni(
                            eni.id(), eni.mac(), eni.vpc(), eni.zone(), eni.ipv4(), eni.ipv4Cidr(), null, null);
                    next = next.withInterface(i, next.interfaces().get(i).withEni(half));
                }
            }
            return next == null ? t : committing(t, next);
        };
    }

    /** Whether an address is kept is read from what the policy says today, not from the record. */
    static AllocationMachinery policyOfToday(AllocationMachinery real) {
        Map<PodRef, ReleasePolicy> today = new LinkedHashMap<>();
        return (record, events, view) -> {
            AllocationRequest request = view.request();
            if (request != null) {
                today.put(request.pod(), request.interfaces().get(0).spec().release());
            }
            return releasing(real, (was, then) -> record == null ? was : today.getOrDefault(record.pod(), was))
                    .step(record, events, view);
        };
    }

    private static AllocationMachinery releasing(
            AllocationMachinery real, java.util.function.BiFunction<ReleasePolicy, View, ReleasePolicy> bug) {
        return (record, events, view) -> {
            if (record == null) {
                return real.step(null, events, view);
            }
            Allocation read = record;
            for (int i = 0; i < record.interfaces().size(); i++) {
                read = read.withInterface(i, released(record.interfaces().get(i), each -> bug.apply(each, view)));
            }
            Transition t = real.step(read, events, view);
            Allocation next = t.next();
            return next == null ? t : committing(t, withPoliciesOf(record, next));
        };
    }

    /** Only what the machine concludes is wrong, not what it writes about the policy. */
    private static Allocation withPoliciesOf(Allocation record, Allocation next) {
        Allocation right = next;
        for (int i = 0; i < record.interfaces().size(); i++) {
            ReleasePolicy was = record.interfaces().get(i).spec().release();
            right = right.withInterface(i, released(next.interfaces().get(i), each -> was));
        }
        return right;
    }

    private static InterfaceAllocation released(
            InterfaceAllocation each, java.util.function.UnaryOperator<ReleasePolicy> bug) {
        InterfaceSpec spec = each.spec();
        InterfaceSpec other = new InterfaceSpec(
                spec.name(),
                spec.securityGroups(),
                bug.apply(spec.release()),
                spec.attach(),
                spec.stack(),
                spec.extras());
        return new InterfaceAllocation(other, each.vSwitch(), each.intent(), each.eni(), each.attached());
    }

    /** What was learnt since a record was read is forgotten at every step. */
    static AllocationMachinery memoryLost(AllocationMachinery real) {
        return (record, events, view) -> {
            Transition t = real.step(record, events, view);
            return new Transition(
                    t.next(),
                    record == null ? t.memory() : dev.podnetwork.core.allocation.Memory.loaded(view.ticks()),
                    t.effects(),
                    t.claims(),
                    t.explanation(),
                    t.wakeAt());
        };
    }

    /** Elastic pods are kept like fixed ones. */
    static AllocationMachinery elasticKept(AllocationMachinery real) {
        return releasing(
                real,
                (was, view) -> was instanceof ReleasePolicy.Elastic ? ReleasePolicy.Ttl.of(Duration.ofHours(9)) : was);
    }

    /** A detach goes to the instance of the record, wherever the interface is. */
    static AllocationMachinery detachFromTheRecords(AllocationMachinery real) {
        return effects(real, (effect, record) -> {
            InstanceId instance = record.instance();
            return effect instanceof Effect.Detach detach && instance != null
                    ? new Effect.Detach(detach.index(), detach.eni(), instance, record.trunk())
                    : effect;
        });
    }

    private static AllocationMachinery effects(
            AllocationMachinery real, java.util.function.BiFunction<Effect, Allocation, Effect> bug) {
        return (record, events, view) -> {
            Transition t = real.step(record, events, view);
            Allocation next = t.next();
            return next == null
                    ? t
                    : asking(
                            t,
                            t.effects().stream()
                                    .map(each -> bug.apply(each, next))
                                    .toList());
        };
    }

    /** Nothing that was asked for is ever asked for again before the record is committed: the attach is sent too early. */
    static AllocationMachinery attachBeforeIntent(AllocationMachinery real) {
        return (record, events, view) -> {
            Transition t = real.step(record, events, view);
            Allocation next = t.next();
            boolean now = record != null
                    && next != null
                    && record.phase() == AllocationPhase.RETAINED
                    && next.phase() == AllocationPhase.ATTACHING;
            return now ? new Transition(record, t.memory(), t.effects(), null, t.explanation(), t.wakeAt()) : t;
        };
    }

    /** A retained address follows its pod into any zone. */
    static AllocationMachinery zoneIgnored(AllocationMachinery real) {
        return (record, events, view) -> {
            boolean returns = record != null
                    && record.phase() == AllocationPhase.RETAINED
                    && view.node() instanceof NodeAnswer.Present;
            return returns
                    ? real.step(record, events, with(view, inZone((NodeAnswer.Present) view.node(), record.zone())))
                    : real.step(record, events, view);
        };
    }

    private static NodeAnswer inZone(NodeAnswer.Present node, ZoneId zone) {
        NodeFacts facts = node.facts();
        return new NodeAnswer.Present(new NodeFacts(
                facts.node(),
                facts.instance(),
                zone,
                facts.exclusive(),
                facts.trunk(),
                facts.memberSlots(),
                facts.secondarySlots()));
    }

    /** A slot that was given up is never counted as free again. */
    static AllocationMachinery slotLeak(AllocationMachinery real) {
        Map<NodeRef, Integer> leaked = new HashMap<>();
        return (record, events, view) -> {
            Readings r = view.readings();
            NodeRef node = view.node() instanceof NodeAnswer.Present present
                    ? present.facts().node()
                    : null;
            Readings fewer = new Readings(
                    r.vSwitches(),
                    r.described(),
                    r.freeSlots() - (node == null ? 0 : leaked.getOrDefault(node, 0)),
                    r.slotsAhead(),
                    r.freeWork(),
                    r.workAhead(),
                    r.quota());
            Transition t = real.step(record, events, with(view, fewer));
            if (record != null && t.next() == null) {
                leaked.merge(record.node(), record.interfaces().size(), Integer::sum);
            }
            return t;
        };
    }

    /** An address that was reserved is never given back to its vSwitch. */
    static AllocationMachinery addressLeak(AllocationMachinery real) {
        int[] leaked = new int[1];
        return (record, events, view) -> {
            Readings r = view.readings();
            Map<dev.podnetwork.api.VSwitchId, VSwitchReading> fewer = new LinkedHashMap<>(r.vSwitches());
            fewer.replaceAll((id, reading) -> reading instanceof VSwitchReading.Known known
                    ? new VSwitchReading.Known(
                            known.zone(),
                            known.freeIpv4() - leaked[0],
                            known.freeIpv6() - leaked[0],
                            known.blockedUntil())
                    : reading);
            Readings less = new Readings(
                    fewer, r.described(), r.freeSlots(), r.slotsAhead(), r.freeWork(), r.workAhead(), r.quota());
            Transition t = real.step(record, events, with(view, less));
            leaked[0] +=
                    record != null && t.next() == null ? record.interfaces().size() : 0;
            return t;
        };
    }

    /** Whoever is called because something is free sees none of it. */
    static AllocationMachinery callsIgnored(AllocationMachinery real) {
        return (record, events, view) -> {
            Readings r = view.readings();
            Readings none = new Readings(r.vSwitches(), r.described(), 0, r.slotsAhead(), 0, r.workAhead(), r.quota());
            boolean called = record == null
                    && events.stream()
                            .allMatch(each -> each instanceof AllocationEvent.Look look
                                    && look.why().equals("free"));
            return real.step(record, events, called ? with(view, none) : view);
        };
    }

    /** A call leaves although its record names another machine meanwhile. */
    static AllocationMachinery fenceWithoutPlace(AllocationMachinery real) {
        return fenced(real, (then, now) -> now.serving(now.podUid(), then.node(), then.instance(), then.trunk()));
    }

    /** A call leaves although its record is in another phase meanwhile. */
    static AllocationMachinery fenceWithoutPhase(AllocationMachinery real) {
        return fenced(real, (then, now) -> now.in(then.phase()));
    }

    private static AllocationMachinery fenced(AllocationMachinery real, BinaryOperator<Allocation> seen) {
        return new AllocationMachinery() {
            @Override
            public Transition step(@Nullable Allocation record, List<AllocationEvent> events, View view) {
                return real.step(record, events, view);
            }

            @Override
            public @Nullable String fence(Allocation then, Allocation now, int index) {
                return real.fence(then, seen.apply(then, now), index);
            }
        };
    }

    /** A pod that waits says that it waits for something else. */
    static AllocationMachinery wrongScarceResource(AllocationMachinery real) {
        return (record, events, view) -> {
            Transition t = real.step(record, events, view);
            ScarceResource scarce = t.explanation().waitsFor();
            if (scarce == null) {
                return t;
            }
            ScarceResource.Kind other = switch (scarce.kind()) {
                case VSWITCH_ADDRESS -> ScarceResource.Kind.NODE_SLOT;
                case NODE_SLOT -> ScarceResource.Kind.VSWITCH_ADDRESS;
                default -> scarce.kind();
            };
            return saying(
                    t,
                    Explanation.waiting(
                            other,
                            scarce.id(),
                            t.explanation().message(),
                            t.explanation().atLeast()));
        };
    }

    /** A bound fixed record serves the next pod of its name without a detach. */
    static AllocationMachinery reStampedWhileBound(AllocationMachinery real) {
        return (record, events, view) -> {
            Transition t = real.step(record, events, view);
            boolean released = record != null
                    && record.fixed()
                    && record.phase() == AllocationPhase.BOUND
                    && view.pod() instanceof PodAnswer.Scheduled pod
                    && !pod.uid().equals(record.podUid());
            return released ? committing(t, serving(record, (PodAnswer.Scheduled) view.pod())) : t;
        };
    }

    /** The interface of an elastic record serves the next pod of its name. */
    static AllocationMachinery elasticReused(AllocationMachinery real) {
        return (record, events, view) -> {
            Transition t = real.step(record, events, view);
            boolean reuse = record != null
                    && !record.fixed()
                    && record.instance() != null
                    && view.pod() instanceof PodAnswer.Scheduled pod
                    && !pod.uid().equals(record.podUid());
            return reuse ? committing(t, serving(record, (PodAnswer.Scheduled) view.pod())) : t;
        };
    }

    private static Allocation serving(Allocation record, PodAnswer.Scheduled pod) {
        PodUid uid = pod.uid();
        return record.serving(uid, record.node(), Objects.requireNonNull(record.instance()), record.trunk());
    }

    /** A record is removed as soon as its delete was accepted. */
    static AllocationMachinery acceptedDeleteIsGone(AllocationMachinery real) {
        return (record, events, view) -> {
            Transition t = real.step(record, events, view);
            boolean accepted = record != null
                    && (record.phase() == AllocationPhase.DELETING || record.phase() == AllocationPhase.DETACHING)
                    && events.stream()
                            .anyMatch(each ->
                                    each instanceof AllocationEvent.Accepted done && done.call() == Call.DELETE);
            return accepted ? committing(asking(t, List.of()), null) : t;
        };
    }

    /** What is found by tag is not taken; the next intent makes another one. */
    static AllocationMachinery foundNotTaken(AllocationMachinery real) {
        UnaryOperator<AllocationEvent> deaf = event -> event instanceof AllocationEvent.Found found
                ? new AllocationEvent.Found(found.index(), found.intent(), List.of(), found.askedAt())
                : event;
        return hearing(real, (event, view) -> deaf.apply(event));
    }

    /** Nobody looks whether an attach has happened when the answer to it was lost. */
    static AllocationMachinery bindingForgottenOnLoss(AllocationMachinery real) {
        return (record, events, view) -> {
            List<AllocationEvent> heard = new ArrayList<>(events);
            heard.removeIf(each -> record != null
                    && record.phase() == AllocationPhase.BOUND
                    && each instanceof AllocationEvent.Observed);
            return real.step(record, heard, view);
        };
    }
}
