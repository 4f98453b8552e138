package dev.podnetwork.fake.contract;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.spi.CloudNetwork;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** A cloud to try a {@link CloudNetwork} on: what is there, and how time passes. One per clause. */
public interface CloudScene {

    /** The port to try. */
    CloudNetwork network();

    /** Lets time pass until the stage is complete, and answers what it holds. */
    CloudReply await(CompletionStage<CloudReply> stage);

    /** Lets that much time pass. */
    void pass(Duration time);

    /** The VPC of everything here. */
    VpcId vpc();

    /** A vSwitch with room for 30 interfaces; for the groups of addresses and prefixes see there what else it has. */
    VSwitchId vSwitch();

    /** A security group of the VPC with room for 30 interfaces. */
    SecurityGroupId securityGroup();

    /** A running instance in the zone of the vSwitch, with a trunk, a free direct slot and two free member slots. */
    InstanceId instance();

    /** The trunk interface of that instance. */
    EniId trunk();

    /** A running instance of the VPC in another zone. */
    InstanceId instanceElsewhere();

    /** A shared bandwidth package, for the group of EIPs. */
    default String bandwidthPackage() {
        return "cbwp-1";
    }

    /** A Lingjun node, for the group of EFLO. */
    default InstanceId lingjunNode() {
        return InstanceId.of("e01-1");
    }

    /** A client token that was never used. */
    String freshToken();
}
