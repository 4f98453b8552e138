package dev.podnetwork.core.runtime;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.Binding;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.allocation.PodAnswer;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.Observation;
import dev.podnetwork.core.allocation.AllocationEvent;
import dev.podnetwork.core.allocation.Call;
import dev.podnetwork.core.allocation.Effect;
import dev.podnetwork.core.allocation.Memory;
import dev.podnetwork.core.cloud.InterfaceWatcher;
import dev.podnetwork.core.cloud.Priority;
import dev.podnetwork.core.serving.ServingApi;
import dev.podnetwork.spi.BindingPublisher;
import dev.podnetwork.spi.ClusterView;
import dev.podnetwork.spi.Stored;
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
    private final Watchers watchers;
    private final InterfaceCalls ops;
    private final Outlook outlook;
    private final VSwitchReader vSwitches;
    private final ClusterView cluster;
    private final BindingPublisher publisher;
    private final AllocationMachinery machine;
    private final Driver<Allocation, AllocationEvent, Memory> driver;
    private final java.util.function.LongSupplier ticks;

    /** Where effects lead to. */
    record Outlets(
            CloudCalls calls,
            Watchers watchers,
            Outlook outlook,
            VSwitchReader vSwitches,
            SharedResources shared,
            Wishes wishes,
            ClusterView cluster,
            BindingPublisher publisher,
            AllocationMachinery machine) {}

    EffectRunner(
            EventLoop loop,
            Settings settings,
            Outlets outlets,
            Driver<Allocation, AllocationEvent, Memory> driver,
            java.util.function.LongSupplier ticks) {
        this.loop = loop;
        this.settings = settings;
        this.calls = outlets.calls();
        this.watchers = outlets.watchers();
        this.ops = new InterfaceCalls(settings, outlets, ticks);
        this.outlook = outlets.outlook();
        this.vSwitches = outlets.vSwitches();
        this.cluster = outlets.cluster();
        this.publisher = outlets.publisher();
        this.machine = outlets.machine();
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
        InterfaceAllocation target = at.record().interfaces().get(effect.index());
        int intent = target.intent();
        if (refused(box, at, effect)) {
            return;
        }
        ServingApi api = ServingApi.of(at.record(), target);
        long due = watchers.watch(api, effect.eni(), effect.after(), effect.first(), new InterfaceWatcher.Sink() {
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
        if (refused(box, at, effect)) {
            return;
        }
        CloudOp op = ops.op(at, target, effect);
        calls.call(op, Priority.POD, new CloudCalls.Caller() {
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
                driver.submit(box.key, at.uid(), ops.event(target, effect, op, reply, sentAt));
            }

            @Override
            public void dropped(String reason) {
                driver.submit(box.key, at.uid(), new AllocationEvent.Dropped(effect.index(), effect.call(), reason));
            }
        });
    }

    /** Whether no API can do what the effect asks for; then that is its answer. */
    private boolean refused(
            Mailbox<Allocation, AllocationEvent, Memory> box, Stored<Allocation> at, Effect.ForInterface effect) {
        InterfaceAllocation target = at.record().interfaces().get(effect.index());
        CloudFault fault = ops.unsupported(at.record(), target, effect);
        if (fault == null) {
            return false;
        }
        AllocationEvent answer = new AllocationEvent.Failed(effect.index(), target.intent(), effect.call(), fault);
        loop.post(() -> driver.submit(box.key, at.uid(), answer));
        return true;
    }

    /** Why a call that was meant for {@code at} must not be sent now, null when it may (design §2, "Effects"). */
    @SuppressWarnings("ReferenceEquality") // the usual case: nothing was committed since, so no field need be compared
    private @Nullable String moved(Stored<Allocation> at, Mailbox<Allocation, AllocationEvent, Memory> box, int index) {
        Stored<Allocation> now = box.committed;
        if (box.doubtful && (box.writing == null || machine.fence(at.record(), box.writing, index) != null)) {
            return "the record is about to move on";
        } else if (now == at) {
            return null;
        } else if (now == null || !now.uid().equals(at.uid())) {
            return "the record is gone";
        }
        return machine.fence(at.record(), now.record(), index);
    }
}
