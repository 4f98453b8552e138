package dev.podnetwork.core.runtime;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.allocation.NodeAnswer;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.api.cloud.LeniOp;
import dev.podnetwork.api.cloud.VSwitchDescription;
import dev.podnetwork.core.allocation.AllocationEvent;
import dev.podnetwork.core.allocation.Call;
import dev.podnetwork.core.allocation.Effect;
import dev.podnetwork.core.cloud.QuotaGate;
import dev.podnetwork.core.serving.ServingApi;
import dev.podnetwork.spi.ClusterView;
import dev.podnetwork.spi.Stored;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The calls of effects, through the API that serves their interface, and what the replies mean. Called on the loop. */
final class InterfaceCalls {
    private final Settings settings;
    private final VSwitchReader vSwitches;
    private final SharedResources shared;
    private final Wishes wishes;
    private final ClusterView cluster;
    private final LongSupplier ticks;

    InterfaceCalls(Settings settings, EffectRunner.Outlets outlets, LongSupplier ticks) {
        this.settings = settings;
        this.vSwitches = outlets.vSwitches();
        this.shared = outlets.shared();
        this.wishes = outlets.wishes();
        this.cluster = outlets.cluster();
        this.ticks = ticks;
    }

    /** Why no API can do this, null when one can. */
    @Nullable
    CloudFault unsupported(Allocation record, InterfaceAllocation target, Effect.ForInterface effect) {
        ServingApi api = ServingApi.of(record, target);
        if (api == ServingApi.EFLO_HDENI) {
            return refusal(
                    "HighDensityNotSupported",
                    "high-density interfaces of EFLO have no public action; annotate the node eno-api: ecs-hdeni if its"
                            + " interfaces are served by ECS, or use a node of ordinary Lingjun interfaces");
        }
        boolean dual = target.spec().stack() == IpStack.DUAL && effect.call() == Call.CREATE;
        return api == ServingApi.EFLO && dual
                ? refusal(
                        "DualStackNotSupported",
                        "a Lingjun interface has no IPv6 address; ask for IPv4, or schedule the pod on another node")
                : null;
    }

    private static CloudFault refusal(String code, String message) {
        return CloudFault.of(CloudFault.Kind.INVALID_REQUEST, CloudFault.Scope.ENI, code, message);
    }

    /** The call of an effect. */
    CloudOp op(Stored<Allocation> at, InterfaceAllocation target, Effect.ForInterface effect) {
        boolean lingjun = ServingApi.of(at.record(), target) == ServingApi.EFLO;
        if (effect instanceof Effect.Create) {
            vSwitches.refresh();
            return lingjun ? createLeni(at, target) : create(at, target);
        } else if (effect instanceof Effect.Find) {
            String token = token(at, target);
            return lingjun
                    ? new LeniOp.DescribeLenis(null, null, null, Map.of(Tags.INTENT, token), 1)
                    : new CloudOp.DescribeEnis(EniFilter.tagged(Tags.INTENT, token), null, 50);
        } else if (effect instanceof Effect.Attach attach) {
            return lingjun
                    ? new LeniOp.AttachLeni(attach.eni(), attach.instance())
                    : new CloudOp.AttachEni(attach.eni(), attach.instance(), attach.trunk(), card(at.record(), attach));
        } else if (effect instanceof Effect.Detach detach) {
            return lingjun
                    ? new LeniOp.DetachLeni(detach.eni(), detach.instance())
                    : new CloudOp.DetachEni(detach.eni(), detach.instance(), detach.trunk());
        } else if (effect instanceof Effect.Delete delete) {
            return lingjun ? delete(delete.eni()) : new CloudOp.DeleteEni(delete.eni());
        }
        throw new IllegalStateException(effect + " is not a call of its own");
    }

    private LeniOp delete(EniId eni) {
        return new LeniOp.DeleteLeni(eni, Tokens.ofDelete(settings.cluster(), eni, ticks.getAsLong()));
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

    /** Attached by its creation, in the VPC of its node, with the first of the groups: this product takes one. */
    private LeniOp createLeni(Stored<Allocation> at, InterfaceAllocation target) {
        String token = token(at, target);
        SecurityGroupId group = target.spec().securityGroups().get(0);
        InstanceId node = Objects.requireNonNull(at.record().instance(), "a create names its node");
        return new LeniOp.CreateLeni(
                at.record().zone(), target.vSwitch(), null, group, node, Tags.of(settings.cluster(), token), token);
    }

    private String token(Stored<Allocation> at, InterfaceAllocation target) {
        return Tokens.of(settings.cluster(), at.uid(), target.spec().name(), target.intent());
    }

    /** What the reply to the call of an effect says. */
    AllocationEvent event(
            InterfaceAllocation target, Effect.ForInterface effect, CloudOp op, CloudReply raw, long sentAt) {
        CloudReply reply = Likeness.of(op, raw);
        if (reply instanceof CloudReply.Failed failed) {
            return failed(target, effect, op, failed.fault());
        } else if (reply instanceof CloudReply.EniCreated created) {
            return new AllocationEvent.Created(effect.index(), target.intent(), created.eni());
        } else if (reply instanceof CloudReply.LeniCreated made && op instanceof LeniOp.CreateLeni create) {
            return made(target, effect, create, made);
        } else if (reply instanceof CloudReply.EniPage page) {
            return new AllocationEvent.Found(effect.index(), target.intent(), page.enis(), sentAt);
        } else if (reply instanceof CloudReply.Accepted) {
            return new AllocationEvent.Accepted(effect.index(), effect.call());
        }
        return failed(target, effect, op, Likeness.unexpected(reply));
    }

    private AllocationEvent made(
            InterfaceAllocation target, Effect.ForInterface effect, LeniOp.CreateLeni op, CloudReply.LeniCreated made) {
        VSwitchDescription from = shared.ledger.described().get(target.vSwitch());
        if (from == null) {
            // Its VPC is not known here; found by its tag, it tells all of itself.
            return failed(target, effect, op, CloudFault.lostReply(made.leni() + " is being made; it is to be read"));
        }
        return new AllocationEvent.Created(effect.index(), target.intent(), Likeness.made(op, made, from.vpc()));
    }

    private AllocationEvent failed(
            InterfaceAllocation target, Effect.ForInterface effect, CloudOp op, CloudFault told) {
        CloudFault fault = op instanceof LeniOp.CreateLeni ? ofVSwitch(told) : told;
        if (effect.call() == Call.CREATE) {
            refused(target, fault);
        }
        return new AllocationEvent.Failed(effect.index(), target.intent(), effect.call(), fault);
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

    /** The product has one number for want of an address and of room (1013); a slot of the node was claimed before. */
    private static CloudFault ofVSwitch(CloudFault fault) {
        boolean room = fault.kind() == CloudFault.Kind.QUOTA_EXCEEDED && fault.scope() == CloudFault.Scope.INSTANCE;
        return room
                ? new CloudFault(
                        CloudFault.Kind.ADDRESS_EXHAUSTED,
                        CloudFault.Scope.VSWITCH,
                        fault.retryAfter(),
                        fault.code(),
                        fault.known(),
                        fault.message())
                : fault;
    }
}
