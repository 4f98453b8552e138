package dev.podnetwork.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.fake.FakeLatencies;
import dev.podnetwork.fake.Fault;
import dev.podnetwork.fake.InstanceTypes;
import dev.podnetwork.k8s.tree.Doc;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A node that is deleted and created again under its name advertises what its own instance can carry, soon, whatever was found out about the old
 * one and whatever the cloud does not answer at first.
 */
@ExtendWith(SharedCluster.class)
class NodeReturnsIT {
    private static final String NODE = "/api/v1/nodes/again";
    private static final Duration SOON = Duration.ofSeconds(60);

    private final LocalControlPlane cluster;
    private ControllerSite site;

    NodeReturnsIT(LocalControlPlane cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void begin() {
        site = new ControllerSite(cluster, FakeLatencies.ZERO);
    }

    @AfterEach
    void end() {
        site.close();
    }

    private void nodeOn(String instance) {
        site.instance(instance, InstanceTypes.G7_XLARGE.instanceType());
        FakeNode.ecs("again", instance, InstanceTypes.G7_XLARGE.instanceType(), ControllerSite.ZONE)
                .withLabel("site", "trial")
                .create(cluster.api());
    }

    private Doc.Fields node() {
        return cluster.api().get(NODE);
    }

    private void awaitCapacity() {
        Await.until(
                "what the node advertises",
                SOON,
                () -> node().fields("status")
                        .fields("allocatable")
                        .text("aliyun/member-eni")
                        .isPresent());
    }

    private String trunkOn() {
        return node().fields("metadata")
                .fields("annotations")
                .text("k8s.aliyun.com/trunk-on")
                .orElse("");
    }

    private String trunkOf(String instance) {
        return site.cloud
                .inspect()
                .trunkOf(InstanceId.of(instance))
                .map(EniId::value)
                .orElseThrow();
    }

    @Test
    void whatTheCloudDoesNotAnswerAtFirstIsAskedAgainWithinSeconds() {
        for (String api : new String[] {"DescribeInstanceTypes", "DescribeNetworkInterfaces"}) {
            site.faults.on(api).times(2).inject(Fault.refusal(503, "ServiceUnavailable", "try again"));
        }
        site.start(ControllerSite.options());
        nodeOn("i-again-1");
        awaitCapacity();
        assertThat(site.faults.applied()).containsEntry("refuse", 4L);
        Await.until("the trunk's name", SOON, () -> trunkOn().equals(trunkOf("i-again-1")));
    }

    @Test
    void anAnswerAboutTheOldInstanceIsNotWrittenOnTheNewNode() {
        site.faults
                .on("DescribeNetworkInterfaces")
                .matching(op -> op instanceof CloudOp.DescribeEnis asked
                        && InstanceId.of("i-again-1").equals(asked.filter().instance()))
                .inject(new Fault.LateApply(Duration.ofSeconds(4), false));
        site.start(ControllerSite.options());
        nodeOn("i-again-1");
        Await.until(
                "the question about the old instance",
                SOON,
                () -> site.faults.applied().containsKey("late-apply"));
        cluster.api().delete(NODE);
        nodeOn("i-again-2");
        Await.pause(Duration.ofSeconds(5));
        awaitCapacity();
        Await.until("the trunk's name", SOON, () -> !trunkOn().isEmpty());
        assertThat(trunkOn()).isEqualTo(trunkOf("i-again-2")).isNotEqualTo(trunkOf("i-again-1"));
    }

    @Test
    void aFailedReadTakesNothingAway() {
        site.start(ControllerSite.options());
        nodeOn("i-again-1");
        awaitCapacity();
        Await.until("the trunk's name", SOON, () -> !trunkOn().isEmpty());
        site.faults.on("DescribeNetworkInterfaces").inject(Fault.refusal(503, "ServiceUnavailable", "try again"));
        cluster.api().merge(NODE, "{\"metadata\":{\"annotations\":{\"k8s.aliyun.com/trunk-on\":null}}}");
        Await.until("the question", SOON, () -> site.faults.applied().containsKey("refuse"));
        Await.pause(Duration.ofSeconds(1));
        assertThat(node().fields("status").fields("allocatable").text("aliyun/member-eni"))
                .isPresent();
    }
}
