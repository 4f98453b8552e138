package dev.podnetwork.fake.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.cloud.AddressCounts;
import dev.podnetwork.api.cloud.AddressOp;
import dev.podnetwork.api.cloud.AddressRequest;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.EniType;
import dev.podnetwork.api.cloud.TrafficMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/**
 * What the groups of clauses of a {@link dev.podnetwork.spi.CloudNetwork} share. A backend declares which groups it keeps by
 * subclassing them: {@link CloudFactsContract}, {@link EniContract}, {@link AddressContract}, {@link PrefixContract}, {@link
 * EipContract}, {@link LingjunContract}, {@link
 * MetadataContract}.
 */
public abstract class CloudNetworkContract {
    private static final Duration STEP = Duration.ofMillis(500);
    private static final int STEPS = 240;

    /** Reads lag writes by no more than this (design §2). */
    private static final Duration LAG = Duration.ofSeconds(5);

    private @Nullable CloudScene scene;

    /** For subclasses. */
    protected CloudNetworkContract() {}

    /** A new scene, in which nothing has happened yet. */
    protected abstract CloudScene open();

    @BeforeEach
    void openScene() {
        scene = open();
    }

    /** The scene of this clause. */
    protected final CloudScene scene() {
        CloudScene opened = scene;
        assertNotNull(opened, "no scene: JUnit opens it before each clause");
        return opened;
    }

    /** Calls and waits. */
    protected final CloudReply call(CloudOp op) {
        return scene().await(scene().network().call(op));
    }

    /** Calls, waits, and insists on a reply of that type. */
    protected final <T extends CloudReply> T call(CloudOp op, Class<T> expected) {
        return assertInstanceOf(expected, call(op), () -> "reply to " + op);
    }

    /** Calls, waits, and insists on that kind of fault. */
    protected final CloudFault refused(CloudOp op, CloudFault.Kind kind) {
        CloudFault fault = call(op, CloudReply.Failed.class).fault();
        assertEquals(kind, fault.kind(), () -> "kind of " + fault);
        return fault;
    }

    /** A create with that token and nothing special. */
    protected final CloudOp.CreateEni creation(String token, Map<String, String> tags) {
        return new CloudOp.CreateEni(
                scene().vSwitch(), List.of(scene().securityGroup()), 0, true, null, TrafficMode.STANDARD, tags, token);
    }

    /** A create with a fresh token that asks for more addresses or prefixes. */
    protected final CloudOp.CreateEni creation(AddressCounts addresses) {
        return new CloudOp.CreateEni(
                scene().vSwitch(),
                List.of(scene().securityGroup()),
                addresses,
                EniType.SECONDARY,
                true,
                null,
                TrafficMode.STANDARD,
                Map.of(),
                scene().freshToken());
    }

    /** A new interface. */
    protected final EniDescription created() {
        return call(creation(scene().freshToken(), Map.of()), CloudReply.EniCreated.class)
                .eni();
    }

    /** A new interface, attached. */
    protected final EniDescription attached(InstanceId instance, @Nullable EniId trunk) {
        EniId id = created().id();
        call(new CloudOp.AttachEni(id, instance, trunk, null), CloudReply.Accepted.class);
        return becomes(id, EniStatus.IN_USE);
    }

    /** An assign of IPv4 addresses or prefixes with a fresh token. */
    protected final CloudOp assign(EniId id, AddressRequest what) {
        return new AddressOp.AssignPrivateIpAddresses(id, what, scene().freshToken());
    }

    /** Assigns IPv4 addresses or prefixes. */
    protected final CloudReply.AddressesAssigned assigned(EniId id, AddressRequest what) {
        return call(assign(id, what), CloudReply.AddressesAssigned.class);
    }

    /** An unassign of IPv4 addresses or prefixes. */
    protected final CloudOp unassign(EniId id, AddressRequest.Named what) {
        return new AddressOp.UnassignPrivateIpAddresses(id, what);
    }

    /** The limits of the type of an instance. */
    protected final InstanceTypeLimits limits(InstanceId instance) {
        CloudReply.InstancePage found =
                call(new CloudOp.DescribeInstances(List.of(instance)), CloudReply.InstancePage.class);
        String type = found.instances().get(0).instanceType();
        return call(new CloudOp.DescribeInstanceTypes(List.of(type), null), CloudReply.InstanceTypePage.class)
                .types()
                .get(0);
    }

    /** What one describe says of an interface that must be there. */
    protected final EniDescription now(EniId id) {
        return look(id).orElseThrow(() -> new AssertionError(id + " is not described"));
    }

    /** What one describe says of an interface. */
    protected final Optional<EniDescription> look(EniId id) {
        CloudOp op = new CloudOp.DescribeEnis(EniFilter.byIds(List.of(id)), null, CloudOp.DescribeEnis.MAX_PAGE);
        return call(op, CloudReply.EniPage.class).enis().stream().findFirst();
    }

    /** Looks until the interface is in that status, for up to two minutes. */
    protected final EniDescription becomes(EniId id, EniStatus status) {
        Optional<EniDescription> seen = look(id);
        for (int i = 0; i < STEPS && !inStatus(seen, status); i++) {
            scene().pass(STEP);
            seen = look(id);
        }
        EniDescription last = seen.orElse(null);
        assertNotNull(last, () -> id + " is not described");
        assertEquals(status, last.status(), () -> "status of " + id);
        return last;
    }

    /** Looks until the interface is gone, for up to two minutes, and once more after the lag. */
    protected final void goes(EniId id) {
        for (int i = 0; i < STEPS && look(id).isPresent(); i++) {
            scene().pass(STEP);
        }
        settle();
        assertEquals(Optional.empty(), look(id), () -> id + " is still described");
    }

    /** Lets reads catch up with what was done. */
    protected final void settle() {
        scene().pass(LAG);
    }

    private static boolean inStatus(Optional<EniDescription> seen, EniStatus status) {
        return seen.isPresent() && seen.get().status() == status;
    }
}
