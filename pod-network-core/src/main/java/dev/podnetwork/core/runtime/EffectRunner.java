package dev.podnetwork.core.runtime;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.Binding;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.allocation.NodeAnswer;
import dev.podnetwork.api.allocation.PodAnswer;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.api.cloud.Observation;
import dev.podnetwork.core.allocation.AllocationEvent;
import dev.podnetwork.core.allocation.Call;
import dev.podnetwork.core.allocation.Effect;
import dev.podnetwork.core.allocation.Memory;
import dev.podnetwork.core.cloud.InterfaceWatcher;
import dev.podnetwork.core.cloud.Priority;
import dev.podnetwork.core.cloud.QuotaGate;
import dev.podnetwork.spi.BindingPublisher;
import dev.podnetwork.spi.ClusterView;
import dev.podnetwork.spi.Stored;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns committed effects into calls, and their ends into events. Each call is fenced against the record it was meant for. */
final class EffectRunner {
    private static final Logger LOG = LoggerFactory.getLogger(EffectRunner.class);

    private final EventLoop loop;
    private final Settings settings;
    private final CloudCalls calls;
    private final InterfaceWatcher watcher;
    private final Outlook outlook;
    private final VSwitchReader vSwitches;
    private final SharedResources shared;
    private final Wishes wishes;
    private final ClusterView cluster;
    private final BindingPublisher publisher;
    private final Driver<Allocation, AllocationEvent, Memory> driver;
    private final java.util.function.LongSupplier ticks;

    /** Where effects lead to. */
    record Outlets(
            CloudCalls calls,
            InterfaceWatcher watcher,
            Outlook outlook,
            VSwitchReader vSwitches,
            SharedResources shared,
            Wishes wishes,
            ClusterView cluster,
            BindingPublisher publisher) {}

    EffectRunner(
            EventLoop loop,
            Settings settings,
            Outlets outlets,
            Driver<Allocation, AllocationEvent, Memory> driver,
            java.util.function.LongSupplier ticks) {
        this.loop = loop;
        this.settings = settings;
        this.calls = outlets.calls();
        this.watcher = outlets.watcher();
        this.outlook = outlets.outlook();
        this.vSwitches = outlets.vSwitches();
        this.shared = outlets.shared();
        this.wishes = outlets.wishes();
        this.cluster = outlets.cluster();
        this.publisher = outlets.publisher();
        this.driver = driver;
        this.ticks = ticks;
    }

    void run(Mailbox<Allocation, AllocationEvent, Memory> box, Effect effect) {
        Stored<Allocation> at = box.committed;
        if (effect instanceof Effect.ReadVSwitches read) {
            vSwitches.read(read.ids(), Priority.POD);
        } else if (effect instanceof Effect.ReadPod) {
            readPod(box, Objects.requireNonNull(at, "a pod is read for a record"));
        } else if (effect instanceof Effect.Withdraw withdraw) {
            tell(box, () -> publisher.withdraw(box.key, withdraw.uid()));
        } else if (at == null) {
            throw new IllegalStateException(effect + " without a record");
        } else if (effect instanceof Effect.Publish) {
            Binding binding = Binding.of(at.record());
            tell(box, () -> publisher.publish(binding));
        } else if (effect instanceof Effect.Observe observe) {
            observe(box, at, observe);
        } else {
            call(box, at, (Effect.ForInterface) effect);
        }
    }

    /** Somebody waits for an address: vSwitches are read again from time to time. */
    void addressWanted() {
        vSwitches.keepReading();
    }

    /** A listener that fails must not keep the other effects from being done. */
    private static void tell(Mailbox<?, ?, ?> box, Runnable publish) {
        try {
            publish.run();
        } catch (RuntimeException e) {
            LOG.error("The binding publisher failed for {}; the allocation goes on", box.key, e);
        }
    }

    /** Only the last read of a key is heard: an earlier one was about an earlier question. */
    private void readPod(Mailbox<Allocation, AllocationEvent, Memory> box, Stored<Allocation> at) {
        Consumer<PodAnswer> once = new Consumer<>() {
            @Override
            public void accept(PodAnswer answer) {
                if (box.reading == this) {
                    box.reading = null;
                    driver.submit(box.key, at.uid(), new AllocationEvent.PodRead(answer));
                }
            }
        };
        box.reading = once;
        loop.postAfter(settings.callTimeout().toNanos(), () -> once.accept(PodAnswer.Unknown.INSTANCE));
        Replies.of(() -> cluster.read(box.key))
                .whenComplete((answer, failure) -> loop.post(
                        () -> once.accept(failure != null || answer == null ? PodAnswer.Unknown.INSTANCE : answer)));
    }

    private void observe(
            Mailbox<Allocation, AllocationEvent, Memory> box, Stored<Allocation> at, Effect.Observe effect) {
        int intent = at.record().interfaces().get(effect.index()).intent();
        long due = watcher.watch(effect.eni(), effect.after(), effect.first(), new InterfaceWatcher.Sink() {
            @Override
            public void seen(Observation observation) {
                driver.submit(box.key, at.uid(), new AllocationEvent.Observed(effect.index(), observation));
            }

            @Override
            public void failed(CloudFault fault) {
                driver.submit(
                        box.key, at.uid(), new AllocationEvent.Failed(effect.index(), intent, Call.OBSERVE, fault));
            }
        });
        outlook.looks(box.key, effect.index(), ticks.getAsLong(), due);
    }

    private void call(
            Mailbox<Allocation, AllocationEvent, Memory> box, Stored<Allocation> at, Effect.ForInterface effect) {
        InterfaceAllocation target = at.record().interfaces().get(effect.index());
        calls.call(op(at, target, effect), Priority.POD, new CloudCalls.Caller() {
            @Override
            public PodRef pod() {
                return box.key;
            }

            @Override
            public @Nullable String fence() {
                return moved(at, box, effect.index());
            }

            @Override
            public void answered(CloudReply reply, long sentAt) {
                driver.submit(box.key, at.uid(), event(target, effect, reply, sentAt));
            }

            @Override
            public void dropped(String reason) {
                driver.submit(box.key, at.uid(), new AllocationEvent.Dropped(effect.index(), effect.call(), reason));
            }
        });
    }

    /** Why a call that was meant for {@code at} must not be sent now, null when it may (design §2, "Effects"). */
    @SuppressWarnings("ReferenceEquality") // the usual case: nothing was committed since, so no field need be compared
    private static @Nullable String moved(
            Stored<Allocation> at, Mailbox<Allocation, AllocationEvent, Memory> box, int index) {
        Stored<Allocation> now = box.committed;
        if (box.doubtful && (box.writing == null || moved(at.record(), box.writing, index) != null)) {
            return "the record is about to move on";
        } else if (now == at) {
            return null;
        } else if (now == null || !now.uid().equals(at.uid())) {
            return "the record is gone";
        }
        return moved(at.record(), now.record(), index);
    }

    private static @Nullable String moved(Allocation then, Allocation record, int index) {
        if (then.phase() != record.phase()
                || !then.podUid().equals(record.podUid())
                || !then.node().equals(record.node())
                || !Objects.equals(then.instance(), record.instance())) {
            return "the record moved on";
        }
        InterfaceAllocation was = then.interfaces().get(index);
        InterfaceAllocation is = record.interfaces().get(index);
        EniId wasId = was.eni() == null ? null : was.eni().id();
        EniId isId = is.eni() == null ? null : is.eni().id();
        return was.intent() == is.intent() && Objects.equals(wasId, isId) ? null : "the interface moved on";
    }

    private CloudOp op(Stored<Allocation> at, InterfaceAllocation target, Effect.ForInterface effect) {
        if (effect instanceof Effect.Create) {
            vSwitches.refresh();
            return create(at, target);
        } else if (effect instanceof Effect.Find) {
            return new CloudOp.DescribeEnis(EniFilter.tagged(Tags.INTENT, token(at, target)), null, 50);
        } else if (effect instanceof Effect.Attach attach) {
            return new CloudOp.AttachEni(attach.eni(), attach.instance(), attach.trunk(), card(at.record(), attach));
        } else if (effect instanceof Effect.Detach detach) {
            return new CloudOp.DetachEni(detach.eni(), detach.instance(), detach.trunk());
        } else if (effect instanceof Effect.Delete delete) {
            return new CloudOp.DeleteEni(delete.eni());
        }
        throw new IllegalStateException(effect + " is not a call of its own");
    }

    /** Members go where their trunk is; a secondary interface goes to the card with the fewest. */
    private @Nullable Integer card(Allocation record, Effect.Attach attach) {
        if (attach.trunk() != null
                || !(cluster.node(record.node()) instanceof NodeAnswer.Present present)
                || !present.facts().instance().equals(attach.instance())) {
            return null;
        }
        AllocationRequest wish = wishes.request(record.pod());
        Integer numa = wish == null || !wish.uid().equals(record.podUid()) ? null : wish.numa();
        return shared.cards
                .assign(record.node(), attach.eni(), present.facts().networkCards(), numa)
                .orElse(null);
    }

    private CloudOp create(Stored<Allocation> at, InterfaceAllocation target) {
        String token = token(at, target);
        return new CloudOp.CreateEni(
                target.vSwitch(),
                target.spec().securityGroups(),
                target.spec().stack().ipv6Count(),
                !at.record().fixed(),
                target.spec().extras().resourceGroupId(),
                target.spec().extras().trafficMode(),
                Tags.of(settings.cluster(), token),
                token);
    }

    private String token(Stored<Allocation> at, InterfaceAllocation target) {
        return Tokens.of(settings.cluster(), at.uid(), target.spec().name(), target.intent());
    }

    private AllocationEvent event(
            InterfaceAllocation target, Effect.ForInterface effect, CloudReply reply, long sentAt) {
        if (reply instanceof CloudReply.Failed failed) {
            if (effect.call() == Call.CREATE) {
                refused(target, failed.fault());
            }
            return new AllocationEvent.Failed(effect.index(), target.intent(), effect.call(), failed.fault());
        } else if (reply instanceof CloudReply.EniCreated created) {
            return new AllocationEvent.Created(effect.index(), target.intent(), created.eni());
        } else if (reply instanceof CloudReply.EniPage page) {
            return new AllocationEvent.Found(effect.index(), target.intent(), page.enis(), sentAt);
        } else if (reply instanceof CloudReply.Accepted) {
            return new AllocationEvent.Accepted(effect.index(), effect.call());
        }
        return new AllocationEvent.Failed(effect.index(), target.intent(), effect.call(), unexpected(reply));
    }

    /** What a refused create says about what others would ask for next. */
    private void refused(InterfaceAllocation target, CloudFault fault) {
        if (fault.kind() == CloudFault.Kind.ADDRESS_EXHAUSTED) {
            shared.ledger.exhausted(target.vSwitch(), ticks.getAsLong());
            vSwitches.keepReading();
        } else if (fault.kind() == CloudFault.Kind.QUOTA_EXCEEDED) {
            List<String> quotas = SharedResources.quotasOf(target.spec());
            boolean group = fault.scope() == CloudFault.Scope.SECURITY_GROUP;
            shared.quotas.refused(
                    group ? quotas.subList(1, quotas.size()) : List.of(QuotaGate.ACCOUNT),
                    fault.code() + " (" + fault.message() + ")",
                    ticks.getAsLong());
        }
    }

    private static CloudFault unexpected(CloudReply reply) {
        return CloudFault.of(
                CloudFault.Kind.OUTCOME_UNKNOWN,
                CloudFault.Scope.ACCOUNT,
                "UnexpectedReply",
                "the backend answered with " + reply.getClass().getSimpleName());
    }

    /** Sends the batched describes of a watcher. */
    static InterfaceWatcher.Asker asker(CloudCalls calls, java.util.function.LongSupplier ticks) {
        return (ids, answered) -> calls.call(
                new CloudOp.DescribeEnis(EniFilter.byIds(ids), null, CloudOp.DescribeEnis.MAX_PAGE),
                Priority.POD,
                new CloudCalls.Caller() {
                    @Override
                    public void answered(CloudReply reply, long sentAt) {
                        answered.accept(answer(reply, sentAt));
                    }

                    @Override
                    public void dropped(String reason) {
                        CloudFault fault =
                                CloudFault.of(CloudFault.Kind.UNAVAILABLE, CloudFault.Scope.ACCOUNT, "Dropped", reason);
                        answered.accept(new InterfaceWatcher.Answer(Map.of(), fault, ticks.getAsLong()));
                    }
                });
    }

    private static InterfaceWatcher.Answer answer(CloudReply reply, long sentAt) {
        if (reply instanceof CloudReply.EniPage page) {
            Map<EniId, EniDescription> found = new LinkedHashMap<>();
            page.enis().forEach(each -> found.put(each.id(), each));
            return new InterfaceWatcher.Answer(found, null, sentAt);
        }
        CloudFault fault = reply instanceof CloudReply.Failed failed ? failed.fault() : unexpected(reply);
        return new InterfaceWatcher.Answer(Map.of(), fault, sentAt);
    }
}
