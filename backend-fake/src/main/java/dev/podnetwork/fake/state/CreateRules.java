package dev.podnetwork.fake.state;

import dev.podnetwork.api.cloud.AddressCounts;
import dev.podnetwork.api.cloud.AddressRequest;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniType;
import org.jspecify.annotations.Nullable;

/** Whether an interface may be created, with the cloud's own codes (spec: openapi-wire §7.2), and its creation. */
public final class CreateRules {
    private final CloudState cloud;
    private final GroupRules groups;

    /** Rules over this account. */
    public CreateRules(CloudState cloud, GroupRules groups) {
        this.cloud = cloud;
        this.groups = groups;
    }

    /**
     * Creates, replays or refuses; all or nothing.
     *
     * @param named the addresses that are not the cloud's choice
     * @param answeredAtNanos when the caller is told: until then the token and the interface are busy
     */
    public Answer create(CloudOp.CreateEni op, NamedAddresses named, long answeredAtNanos) {
        WireFault malformed = malformed(op, named);
        if (malformed != null) {
            return new Answer.Refused(malformed);
        }
        TokenStore.Issued before = cloud.tokens.find(op.clientToken(), cloud.now);
        if (before != null) {
            return again(op, named, before);
        }
        VSwitchState vSwitch = cloud.vSwitches.get(op.vSwitch());
        if (vSwitch == null) {
            return Answer.notFound("InvalidVSwitchId.NotFound", "vSwitch " + op.vSwitch());
        }
        CreateAddresses addresses = new CreateAddresses(vSwitch, op.addresses(), named);
        WireFault refusal = addresses.refusal();
        refusal = refusal != null ? refusal : refusal(op, CreateAddresses.total(op.addresses(), named), vSwitch);
        if (refusal != null) {
            return new Answer.Refused(refusal);
        }
        vSwitch.remember(cloud.now, cloud.history.horizonNanos());
        Addresses taken = addresses.take();
        return taken == null
                ? new Answer.Refused(notEnough(
                        vSwitch,
                        1 + op.addresses().secondaryIpv4(),
                        op.addresses().ipv4Prefixes()))
                : created(op, named, taken, answeredAtNanos);
    }

    private Answer created(CloudOp.CreateEni op, NamedAddresses named, Addresses taken, long answeredAtNanos) {
        EniSpec spec = new EniSpec(
                cloud.vSwitch(op.vSwitch()),
                op.type(),
                op.addresses(),
                cloud.shared(op.securityGroups()),
                op.resourceGroupId(),
                op.trafficMode(),
                op.deleteOnRelease());
        Eni eni = cloud.enter(cloud.nextId(), spec, TagSet.of(op.tags()), taken);
        eni.busyUntilNanos = answeredAtNanos;
        cloud.tokens.remember(
                new TokenStore.Issued(op.clientToken(), eni, null, named, null, cloud.now, answeredAtNanos));
        return new Answer.Done(new CloudReply.EniCreated(eni.asCreated(), Eni.instant(cloud.now)));
    }

    private Answer again(CloudOp.CreateEni op, NamedAddresses named, TokenStore.Issued before) {
        Eni eni = before.eni();
        if (eni == null || !eni.wasCreatedBy(op) || !named.equals(before.named())) {
            return new Answer.Refused(TokenStore.mismatch(op.clientToken()));
        }
        if (before.answeredAtNanos() > cloud.now) {
            return new Answer.Refused(WireFault.conflict("the client token " + op.clientToken()));
        }
        return new Answer.Done(new CloudReply.EniCreated(eni.asCreated(), Eni.instant(cloud.now)));
    }

    private @Nullable WireFault malformed(CloudOp.CreateEni op, NamedAddresses named) {
        WireFault token = TokenStore.malformed(op.clientToken());
        WireFault names = token == null ? CreateAddresses.malformed(op.addresses(), named) : token;
        WireFault counts = names == null ? malformed(CreateAddresses.total(op.addresses(), named)) : names;
        if (counts != null) {
            return counts;
        }
        if (op.type() != EniType.SECONDARY && op.type() != EniType.TRUNK) {
            return WireFault.invalid(
                    "InvalidParameter",
                    "InstanceType must be Secondary or Trunk: " + op.type().wire());
        }
        WireFault malformed = groups.malformed(op.securityGroups());
        return malformed != null ? malformed : TagRules.malformed(op.tags());
    }

    private static @Nullable WireFault malformed(AddressCounts counts) {
        WireFault range = outOf("SecondaryPrivateIpAddressCount", counts.secondaryIpv4(), AddressCounts.MAX_SECONDARY);
        range = range != null ? range : outOf("Ipv6AddressCount", counts.ipv6(), AddressRequest.MAX_PER_CALL);
        range = range != null ? range : outOf("Ipv4PrefixCount", counts.ipv4Prefixes(), AddressRequest.MAX_PER_CALL);
        range = range != null ? range : outOf("Ipv6PrefixCount", counts.ipv6Prefixes(), AddressRequest.MAX_PER_CALL);
        boolean mixed = (counts.secondaryIpv4() > 0 && counts.ipv4Prefixes() > 0)
                || (counts.ipv6() > 0 && counts.ipv6Prefixes() > 0);
        return range == null && mixed
                ? WireFault.invalid(
                        "InvalidParameter.Conflict", "addresses and prefixes of a family exclude each other: " + counts)
                : range;
    }

    private static @Nullable WireFault outOf(String name, int value, int max) {
        return value < 0 || value > max
                ? WireFault.invalid("InvalidParameter", name + " must be 0 to " + max + ": " + value)
                : null;
    }

    private @Nullable WireFault refusal(CloudOp.CreateEni op, AddressCounts counts, VSwitchState vSwitch) {
        int covered = 1 + counts.secondaryIpv4() + 16 * counts.ipv4Prefixes();
        WireFault joining = groups.refusal(op.securityGroups(), vSwitch, covered);
        if (joining != null) {
            return joining;
        }
        if (counts.ipv6() + counts.ipv6Prefixes() > 0 && vSwitch.ipv6 == null) {
            return noIpv6(vSwitch);
        }
        if (!vSwitch.addresses.has(1 + counts.secondaryIpv4(), counts.ipv4Prefixes())) {
            return notEnough(vSwitch, 1 + counts.secondaryIpv4(), counts.ipv4Prefixes());
        }
        if (cloud.countedEnis >= cloud.quota) {
            return WireFault.forbidden(
                    "MaxEniCountExceeded", "The account has its quota of " + cloud.quota + " interfaces.");
        }
        return null;
    }

    static WireFault noIpv6(VSwitchState vSwitch) {
        return WireFault.forbidden("InvalidVSwitch.Ipv6NotTurnOn", "vSwitch " + vSwitch.id + " has no IPv6 block.");
    }

    static WireFault notEnough(VSwitchState vSwitch, int addresses, int blocks) {
        return WireFault.forbidden(
                "InvalidVSwitchId.IpNotEnough",
                "vSwitch " + vSwitch.id + " has " + vSwitch.addresses.free() + " free addresses"
                        + (blocks == 0
                                ? ", not " + addresses + "."
                                : " and no " + blocks + " free aligned /28 among them."));
    }
}
