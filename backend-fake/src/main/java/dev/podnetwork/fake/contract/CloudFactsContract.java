package dev.podnetwork.fake.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.InstanceDescription;
import dev.podnetwork.api.cloud.SecurityGroupDescription;
import dev.podnetwork.api.cloud.VSwitchDescription;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The group <em>facts</em>: vSwitches, security groups, instances and their types, and how a port behaves as such. */
public abstract class CloudFactsContract extends CloudNetworkContract {

    /** For subclasses. */
    protected CloudFactsContract() {}

    @Test
    void aVSwitchIsDescribedWithItsVpcBlockAndFreeAddresses() {
        CloudReply.VSwitchPage page =
                call(new CloudOp.DescribeVSwitches(scene().vSwitch(), null, 1), CloudReply.VSwitchPage.class);

        assertEquals(1, page.totalCount());
        VSwitchDescription seen = page.vSwitches().get(0);
        assertEquals(scene().vSwitch(), seen.id());
        assertEquals(scene().vpc(), seen.vpc());
        assertTrue(seen.cidr().contains("/"), seen.cidr());
        assertTrue(seen.availableIpv4() > 0, () -> "free addresses of " + seen);
    }

    @Test
    void theVSwitchesOfAVpcIncludeOursOnOneOfTheirPages() {
        boolean found = false;
        int seen = 0;
        int total = Integer.MAX_VALUE;
        for (int number = 1; seen < total; number++) {
            CloudReply.VSwitchPage page =
                    call(new CloudOp.DescribeVSwitches(null, scene().vpc(), number), CloudReply.VSwitchPage.class);
            assertFalse(page.vSwitches().isEmpty(), "a page before the last is empty");
            total = page.totalCount();
            seen += page.vSwitches().size();
            found |= page.vSwitches().stream().anyMatch(v -> v.id().equals(scene().vSwitch()));
        }
        assertTrue(found, "our vSwitch is on no page");
    }

    @Test
    void anUnknownVSwitchIsNotInTheAnswer() {
        CloudOp op = new CloudOp.DescribeVSwitches(VSwitchId.of("vsw-nowhere"), null, 1);

        assertEquals(List.of(), call(op, CloudReply.VSwitchPage.class).vSwitches());
    }

    @Test
    void securityGroupsThatExistAreDescribedAndOthersAreNot() {
        CloudOp op =
                new CloudOp.DescribeSecurityGroups(List.of(scene().securityGroup(), SecurityGroupId.of("sg-nowhere")));

        assertEquals(
                List.of(new SecurityGroupDescription(scene().securityGroup(), scene().vpc())),
                call(op, CloudReply.SecurityGroupPage.class).securityGroups());
    }

    @Test
    void instancesThatExistAreDescribedWithTheirInterfacesAndOthersAreNot() {
        CloudOp op = new CloudOp.DescribeInstances(List.of(scene().instance(), InstanceId.of("i-nowhere")));

        List<InstanceDescription> seen = call(op, CloudReply.InstancePage.class).instances();
        assertEquals(1, seen.size());
        assertEquals(scene().instance(), seen.get(0).id());
        assertTrue(seen.get(0).running());
        assertTrue(seen.get(0).interfaces().contains(scene().trunk()), () -> "the trunk is among " + seen.get(0));
    }

    @Test
    void theTypeOfAnInstanceHasItsLimits() {
        CloudOp which = new CloudOp.DescribeInstances(List.of(scene().instance()));
        String type =
                call(which, CloudReply.InstancePage.class).instances().get(0).instanceType();

        CloudOp op = new CloudOp.DescribeInstanceTypes(List.of(type), null);
        List<InstanceTypeLimits> limits =
                call(op, CloudReply.InstanceTypePage.class).types();

        assertEquals(1, limits.size());
        assertEquals(type, limits.get(0).instanceType());
        assertTrue(limits.get(0).memberEniLimit() >= 2, () -> "members of " + limits);
    }

    @Test
    void whateverIsWrongIsAReplyAndNotAnException() {
        CloudOp tooMany = new CloudOp.DescribeInstances(Collections.nCopies(101, scene().instance()));

        refused(tooMany, CloudFault.Kind.INVALID_REQUEST);
    }

    @Test
    void aClosedPortAnswersThatNothingWasTakenOrThatNobodyKnows() {
        CloudOp op = creation(scene().freshToken(), Map.of());
        CompletionStage<CloudReply> underWay = scene().network().call(op);
        scene().network().close();
        scene().network().close();

        assertNotNull(scene().await(underWay));
        CloudFault later = call(op, CloudReply.Failed.class).fault();
        assertTrue(
                later.kind() == CloudFault.Kind.UNAVAILABLE || later.kind() == CloudFault.Kind.OUTCOME_UNKNOWN,
                () -> "kind of " + later);
    }
}
