package dev.podnetwork.example;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.fake.contract.CloudScene;
import dev.podnetwork.spi.CloudNetwork;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** What is in the tiny cloud, for the contract. */
final class TinyScene implements CloudScene {
    private final TinyCloud cloud = new TinyCloud();
    private int tokens;

    @Override
    public CloudNetwork network() {
        return cloud;
    }

    @Override
    public CloudReply await(CompletionStage<CloudReply> stage) {
        return stage.toCompletableFuture().join();
    }

    @Override
    public void pass(Duration time) {
        // Everything happens at once here.
    }

    @Override
    public VpcId vpc() {
        return TinyCloud.VPC;
    }

    @Override
    public VSwitchId vSwitch() {
        return TinyCloud.VSWITCH;
    }

    @Override
    public SecurityGroupId securityGroup() {
        return TinyCloud.GROUP;
    }

    @Override
    public InstanceId instance() {
        return TinyCloud.HERE;
    }

    @Override
    public EniId trunk() {
        return TinyCloud.TRUNK;
    }

    @Override
    public InstanceId instanceElsewhere() {
        return TinyCloud.ELSEWHERE;
    }

    @Override
    public String freshToken() {
        return "token-" + ++tokens;
    }
}
